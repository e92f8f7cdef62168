/** Augmented assignments. CPython: compiler_augassign in Python/compile.c. */
import { Op } from "../bytecode/opcodes.ts";
import type * as N from "./ast.ts";
import { expressionNumber } from "./ast-fields.ts";
import type { Codegen } from "./codegen.ts";
import { emitInplace, isTwoPartSlice, visitExpression, visitSliceParts } from "./codegen-expressions.ts";
import { attributeLocation, nameOp } from "./codegen-names.ts";

export function visitAugAssign(c: Codegen, node: N.AugAssign): void {
  const { target } = node;
  switch (target.kind) {
    case "Name":
      nameOp(c, target, target.id, "Load");
      visitOperation(c, node);
      nameOp(c, target, target.id, "Store");
      return;
    case "Attribute":
      visitAugAttribute(c, node, target);
      return;
    case "Subscript":
      isTwoPartSlice(target.slice) ? visitAugSlice(c, node, target, target.slice) : visitAugSubscript(c, node, target);
      return;
    default:
      c.failInternally(`invalid node type (${expressionNumber(target)}) for augmented assignment`);
  }
}

function visitOperation(c: Codegen, node: N.AugAssign): void {
  visitExpression(c, node.value);
  emitInplace(c, node, node.op);
}

function visitAugAttribute(c: Codegen, node: N.AugAssign, target: N.Attribute): void {
  visitExpression(c, target.value);
  c.op(target, Op.COPY, 1);
  const loc = attributeLocation(target, target);
  c.opName(loc, Op.LOAD_ATTR, target.attr);
  visitOperation(c, node);
  c.op(loc, Op.SWAP, 2);
  c.opName(loc, Op.STORE_ATTR, target.attr);
}

function visitAugSubscript(c: Codegen, node: N.AugAssign, target: N.Subscript): void {
  visitExpression(c, target.value);
  visitExpression(c, target.slice);
  for (let i = 0; i < 2; i++) c.op(target, Op.COPY, 2);
  c.op(target, Op.BINARY_SUBSCR);
  visitOperation(c, node);
  for (const depth of [3, 2]) c.op(target, Op.SWAP, depth);
  c.op(target, Op.STORE_SUBSCR);
}

function visitAugSlice(c: Codegen, node: N.AugAssign, target: N.Subscript, slice: N.Slice): void {
  visitExpression(c, target.value);
  visitSliceParts(c, slice);
  for (let i = 0; i < 3; i++) c.op(target, Op.COPY, 3);
  c.op(target, Op.BINARY_SLICE);
  visitOperation(c, node);
  for (const depth of [4, 3, 2]) c.op(target, Op.SWAP, depth);
  c.op(target, Op.STORE_SLICE);
}
