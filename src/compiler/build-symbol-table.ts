/** From a tree to its symbol table: the second stage of compilation. CPython: _PySymtable_Build. */
import type { Mod } from "./ast.ts";
import type { FutureFeatures } from "./future.ts";
import type { SymbolTable } from "./symbol-table.ts";
import { analyzeScopes } from "./symbol-table-analysis.ts";
import { Blocks } from "./symbol-table-blocks.ts";
import { visitExpression } from "./symbol-table-expressions.ts";
import { visitStatements } from "./symbol-table-statements.ts";
import { recursionError } from "./syntax-error.ts";

/**
 * The scopes of `tree` and the names in them. Throws PythonSyntaxError. `depth` is the recursion already in use when
 * compilation begins, of CPython's 10,000 levels.
 */
export function buildSymbolTable(tree: Mod, filename: string, future: FutureFeatures, depth = 0): SymbolTable {
  if (tree.kind === "FunctionType") throw new Error("this compiler does not handle FunctionTypes");
  const blocks = new Blocks(tree, filename, future, depth);
  try {
    if (tree.kind === "Expression") visitExpression(blocks, tree.body);
    else visitStatements(blocks, tree.body);
  } catch (error) {
    // The engine's stack may end before CPython's limit does; both are the same to a program.
    throw error instanceof RangeError ? recursionError(filename) : error;
  }
  analyzeScopes(blocks.table);
  return blocks.table;
}
