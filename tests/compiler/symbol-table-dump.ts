/** A symbol table as text that scripts/symtable_dump.py writes in the same way from CPython's, to compare the two. */
import {
  DEF_FREE_CLASS,
  SCOPE_OFFSET,
  type SymbolTable,
  type SymbolTableEntry,
} from "../../src/compiler/symbol-table.ts";

/** Bits that say how a name is defined or used in its block. */
const DEFINITION = ((1 << SCOPE_OFFSET) - 1) & ~DEF_FREE_CLASS;

export function dumpSymbolTable(table: SymbolTable): string {
  const lines: string[] = [];
  dumpEntry(table.top, "", lines);
  return `${lines.join("\n")}\n`;
}

function dumpEntry(entry: SymbolTableEntry, indent: string, lines: string[]): void {
  const { name, type, lineno, comprehension } = entry;
  lines.push(indent + [type, name, lineno, comprehension, ...flagsOf(entry)].join(" "));
  lines.push(`${indent} | ${entry.varnames.join(" ")}`);
  lines.push(`${indent} : ${symbolsOf(entry).join(" ")}`);
  for (const child of entry.children) dumpEntry(child, `${indent}  `, lines);
}

function flagsOf(entry: SymbolTableEntry): string[] {
  const flags: [name: string, isSet: boolean][] = [
    ["nested", entry.isNested],
    ["generator", entry.isGenerator],
    ["coroutine", entry.isCoroutine],
    ["varargs", entry.hasVarargs],
    ["varkeywords", entry.hasVarkeywords],
    ["returns", entry.returnsValue],
    ["class-closure", entry.needsClassClosure],
    ["class-dict", entry.needsClassDict],
    ["inlined", entry.isInlinedComprehension],
    ["sees-class", entry.canSeeClassScope],
  ];
  return flags.filter(([, isSet]) => isSet).map(([name]) => name);
}

/** Names that only blocks inside use come last, sorted as CPython sorts: by code points. */
function symbolsOf(entry: SymbolTableEntry): string[] {
  const all = [...entry.symbols];
  const isDefined = (value: number) => (value & DEFINITION) !== 0;
  const others = all.filter(([, value]) => !isDefined(value));
  others.sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return [...all.filter(([, value]) => isDefined(value)), ...others].map(
    ([name, value]) => `${name}=${value.toString(16)}`,
  );
}
