/** Imports. CPython: compiler_import, compiler_from_import in Python/compile.c. */
import { Op } from "../bytecode/opcodes.ts";
import type * as N from "./ast.ts";
import { type Codegen, Intrinsic1, NONE } from "./codegen.ts";
import { nameOp } from "./codegen-names.ts";
import { isFutureImport } from "./future.ts";
import { type Location, NO_LOCATION } from "./instruction-sequence.ts";

export function visitImport(c: Codegen, node: N.Import): void {
  for (const { name, asname } of node.names) {
    c.loadInt(node, 0);
    c.loadConst(node, NONE);
    c.opName(node, Op.IMPORT_NAME, name);
    const [first, ...rest] = name.split(".");
    if (asname === null) nameOp(c, node, first, "Store");
    else if (rest.length === 0) nameOp(c, node, asname, "Store");
    else importAs(c, node, rest, asname);
  }
}

/** IMPORT_NAME gives the first module of a dotted name; the others are its attributes. */
function importAs(c: Codegen, node: N.Import, attributes: readonly string[], asname: string): void {
  for (const [index, attribute] of attributes.entries()) {
    if (index > 0) {
      c.op(node, Op.SWAP, 2);
      c.op(node, Op.POP_TOP);
    }
    c.op(node, Op.IMPORT_FROM, c.unit.nameIndex(attribute));
  }
  nameOp(c, node, asname, "Store");
  c.op(node, Op.POP_TOP);
}

export function visitImportFrom(c: Codegen, node: N.ImportFrom): void {
  if (isFutureImport(node) && isBehind(node, c.options.futureLocation)) {
    c.fail(node, "from __future__ imports must occur at the beginning of the file");
  }
  c.loadInt(node, node.level);
  c.loadStrings(
    node,
    node.names.map(({ name }) => name),
  );
  c.opName(node, Op.IMPORT_NAME, node.module ?? "");
  if (node.names[0].name === "*") {
    c.op(node, Op.CALL_INTRINSIC_1, Intrinsic1.IMPORT_STAR);
    c.op(NO_LOCATION, Op.POP_TOP);
    return;
  }
  for (const { name, asname } of node.names) {
    c.opName(node, Op.IMPORT_FROM, name);
    nameOp(c, node, asname ?? name, "Store");
  }
  c.op(node, Op.POP_TOP);
}

function isBehind(loc: Location, other: Location): boolean {
  return loc.lineno > other.lineno || (loc.lineno === other.lineno && loc.col_offset > other.col_offset);
}
