/** Our optimised tree of a source in the form that scripts/record_optimized.py has recorded CPython's in. */
import { dumpAst } from "../../src/compiler/ast-dump.ts";
import { futureFeatures } from "../../src/compiler/future.ts";
import { optimizeTree } from "../../src/compiler/optimize-tree.ts";
import { type ParseMode, parse } from "../../src/compiler/parse.ts";
import { digestOf } from "./source-records.ts";
import { type RecordedSource, resultOf, type TableResult } from "./symbol-table-records.ts";

export function optimizedTreeOf(source: string | Uint8Array, mode: ParseMode, optimize: 0 | 1 | 2): string {
  const { tree } = parse(source, "<file>", mode);
  const { features } = futureFeatures(tree, "<file>");
  optimizeTree(tree, "<file>", { optimize, features });
  return dumpAst(tree);
}

/** A digest, or the error. Lets anything but PythonSyntaxError through. */
export function optimizedResult(
  source: RecordedSource | Uint8Array,
  mode: ParseMode,
  optimize: 0 | 1 | 2,
): TableResult {
  const input = typeof source === "object" && "hex" in source ? Buffer.from(source.hex, "hex") : source;
  return resultOf(() => digestOf(optimizedTreeOf(input, mode, optimize)));
}
