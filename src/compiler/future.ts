/** `from __future__ import ...` at the beginning of a module. CPython: Python/future.c. */
import { CO_FUTURE_ANNOTATIONS, CO_FUTURE_BARRY_AS_BDFL } from "../bytecode/code-object.ts";
import type { Alias, ImportFrom, Mod, Position, Stmt } from "./ast.ts";
import { PythonSyntaxError } from "./syntax-error.ts";

export interface FutureFeatures {
  /** CO_FUTURE_ flags; the compiler adds those that `compile()` was given. */
  features: number;
  /** The last future import, all -1 without one: an import of `__future__` behind this place is an error. */
  location: Position;
}

/** Features to their flags. Those that are the rule by now have none. */
const FEATURES = new Map<string, number>([
  ["nested_scopes", 0],
  ["generators", 0],
  ["division", 0],
  ["absolute_import", 0],
  ["with_statement", 0],
  ["print_function", 0],
  ["unicode_literals", 0],
  ["barry_as_FLUFL", CO_FUTURE_BARRY_AS_BDFL],
  ["generator_stop", 0],
  ["annotations", CO_FUTURE_ANNOTATIONS],
]);

/** The features that `tree` asks for. Throws PythonSyntaxError for those that don't exist. */
export function futureFeatures(tree: Mod, filename: string): FutureFeatures {
  const found: FutureFeatures = {
    features: 0,
    location: { lineno: -1, col_offset: -1, end_lineno: -1, end_col_offset: -1 },
  };
  if (tree.kind !== "Module" && tree.kind !== "Interactive") return found;
  for (const [index, statement] of tree.body.entries()) {
    if (isFutureImport(statement)) {
      for (const alias of statement.names) found.features |= flagOf(alias, statement, filename);
      found.location = statement;
    } else if (index > 0 || !isDocstring(statement)) {
      break;
    }
  }
  return found;
}

export function isFutureImport(statement: Stmt): statement is ImportFrom {
  return statement.kind === "ImportFrom" && statement.module === "__future__" && statement.level === 0;
}

export function isDocstring(statement: Stmt): boolean {
  return statement.kind === "Expr" && statement.value.kind === "Constant" && statement.value.value.type === "str";
}

function flagOf({ name }: Alias, statement: ImportFrom, filename: string): number {
  const flag = FEATURES.get(name);
  if (flag !== undefined) return flag;
  const message = name === "braces" ? "not a chance" : `future feature ${name} is not defined`;
  const { lineno, col_offset } = statement;
  throw new PythonSyntaxError("SyntaxError", message, filename, lineno, col_offset + 1, lineno, null, null);
}
