/** Patterns of `match` in a tree that a program has made. CPython: validate_pattern of Python/ast.c. */
import type * as N from "./ast.ts";
import {
  refuse,
  type Validation,
  validateExpression,
  validateName,
  validatePosition,
  withoutHoles,
} from "./validate-tree.ts";

type NumberType = "int" | "float" | "complex";
const REAL: readonly NumberType[] = ["int", "float"];
const IMAGINARY: readonly NumberType[] = ["complex"];

function isNumber(node: N.Expr, types: readonly NumberType[]): boolean {
  return node.kind === "Constant" && (types as readonly string[]).includes(node.value.type);
}

function isNegative(node: N.Expr, types: readonly NumberType[]): boolean {
  return node.kind === "UnaryOp" && node.op === "USub" && isNumber(node.operand, types);
}

/** A real number and an imaginary one. */
function isComplex(node: N.BinOp): boolean {
  if (node.op !== "Add" && node.op !== "Sub") return false;
  return (isNumber(node.left, REAL) || isNegative(node.left, REAL)) && isNumber(node.right, IMAGINARY);
}

function validateValue(node: N.Expr, v: Validation): void {
  validateExpression(node, "Load", v);
  switch (node.kind) {
    case "Constant":
      if (!["int", "float", "complex", "str", "bytes"].includes(node.value.type)) {
        refuse(v, "unexpected constant inside of a literal pattern");
      }
      return;
    case "Attribute":
    case "JoinedStr":
      return;
    case "UnaryOp":
      if (isNegative(node, [...REAL, ...IMAGINARY])) return;
      break;
    case "BinOp":
      if (isComplex(node)) return;
  }
  refuse(v, "patterns may only match literals and attribute lookups");
}

function validateCapture(name: string, v: Validation): void {
  if (name === "_") refuse(v, "can't capture name '_' in patterns");
  validateName(name, v);
}

/** `takesStar`: `*name` may stand here. */
export function validatePattern(node: N.Pattern, takesStar: boolean, v: Validation): void {
  validatePosition(node, v);
  switch (node.kind) {
    case "MatchValue":
      validateValue(node.value, v);
      return;
    case "MatchSingleton": {
      const isSingle = node.value.type === "None" || node.value.type === "bool";
      if (!isSingle || v.invalidConstants.has(node)) {
        refuse(v, "MatchSingleton can only contain True, False and None");
      }
      return;
    }
    case "MatchSequence":
      validatePatterns(node.patterns, true, v);
      return;
    case "MatchMapping":
      validateMapping(node, v);
      return;
    case "MatchClass":
      validateClass(node, v);
      return;
    case "MatchStar":
      if (!takesStar) refuse(v, "can't use MatchStar here");
      if (node.name !== null) validateCapture(node.name, v);
      return;
    case "MatchAs":
      if (node.name !== null) validateCapture(node.name, v);
      if (node.pattern === null) return;
      if (node.name === null) refuse(v, "MatchAs must specify a target name if a pattern is given");
      validatePattern(node.pattern, false, v);
      return;
    case "MatchOr":
      if (node.patterns.length < 2) refuse(v, "MatchOr requires at least 2 patterns");
      validatePatterns(node.patterns, false, v);
      return;
  }
}

function validatePatterns(list: readonly N.Pattern[], takesStar: boolean, v: Validation): void {
  for (const pattern of withoutHoles(list, "pattern", v)) validatePattern(pattern, takesStar, v);
}

function validateMapping(node: N.MatchMapping, v: Validation): void {
  if (node.keys.length !== node.patterns.length) {
    refuse(v, "MatchMapping doesn't have the same number of keys as patterns");
  }
  if (node.rest !== null) validateCapture(node.rest, v);
  for (const key of withoutHoles(node.keys, "expression", v)) {
    const isSingle = key.kind === "Constant" && (key.value.type === "None" || key.value.type === "bool");
    if (!isSingle || v.invalidConstants.has(key)) validateValue(key, v);
  }
  validatePatterns(node.patterns, false, v);
}

function validateClass(node: N.MatchClass, v: Validation): void {
  if (node.kwd_attrs.length !== node.kwd_patterns.length) {
    refuse(v, "MatchClass doesn't have the same number of keyword attributes as patterns");
  }
  validateExpression(node.cls, "Load", v);
  let cls = node.cls;
  while (cls.kind === "Attribute") cls = cls.value;
  if (cls.kind !== "Name") refuse(v, "MatchClass cls field can only contain Name or Attribute nodes.");
  for (const name of withoutHoles(node.kwd_attrs, "name", v)) validateName(name, v);
  validatePatterns(node.patterns, false, v);
  validatePatterns(node.kwd_patterns, false, v);
}
