/** Our symbol table of a source in the form that scripts/record_symtables.py has recorded CPython's in. */
import { buildSymbolTable } from "../../src/compiler/build-symbol-table.ts";
import { futureFeatures } from "../../src/compiler/future.ts";
import { type ParseMode, parse } from "../../src/compiler/parse.ts";
import { PythonSyntaxError } from "../../src/compiler/syntax-error.ts";
import { digestOf, type RecordedError } from "./source-records.ts";
import { dumpSymbolTable } from "./symbol-table-dump.ts";

export type RecordedSource = string | { hex: string };

/** A digest of the table, or the error. */
export type TableResult = string | RecordedError;

export function tableOf(source: string | Uint8Array, mode: ParseMode): string {
  const { tree } = parse(source, "<file>", mode);
  return dumpSymbolTable(buildSymbolTable(tree, "<file>", futureFeatures(tree, "<file>")));
}

/** Lets anything but PythonSyntaxError through. */
export function tableResult(source: RecordedSource | Uint8Array, mode: ParseMode): TableResult {
  const input = typeof source === "object" && "hex" in source ? Buffer.from(source.hex, "hex") : source;
  return resultOf(() => digestOf(tableOf(input, mode)));
}

/** What `make` returns, or the error that it throws as its class, message and position. */
export function resultOf(make: () => string): TableResult {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof PythonSyntaxError)) throw error;
    const { pythonType, message, lineno, offset, endLineno, endOffset } = error;
    return [pythonType, message, lineno, offset, endLineno, endOffset];
  }
}
