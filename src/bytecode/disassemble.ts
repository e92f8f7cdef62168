/**
 * Code objects shown: as instructions with what their arguments mean, and as text. CPython: Lib/dis.py, whose text this is
 * (`dis.dis(code)`) but for the address in the repr of a code object, which is left out.
 */
import type { CodeObject, Constant } from "./code-object.ts";
import { decodeExceptionTable, type ExceptionEntry } from "./exception-table.ts";
import { decodeLocationTable, type Place } from "./location-table.ts";
import {
  BINARY_OP_SIGNS,
  CACHE_ENTRIES,
  HAS_ARGUMENT,
  HAS_CONST,
  HAS_FREE,
  HAS_JUMP,
  HAS_LOCAL,
  HAS_NAME,
  INTRINSIC_1,
  INTRINSIC_2,
  Op,
  opcodeName,
} from "./opcodes.ts";
import { reprConstant } from "./python-repr.ts";

export interface DisassembledInstruction {
  /** In bytes of co_code. */
  offset: number;
  /** Of the first EXTENDED_ARG in front, if there is one, else the offset. */
  startOffset: number;
  opcode: number;
  name: string;
  /** With EXTENDED_ARGs; null: takes none. */
  arg: number | null;
  /** What the argument means, "" where it says nothing more than its number. */
  argRepr: string;
  /** Where a jump goes; null: no jump. */
  jumpTarget: number | null;
  /** The number of the label in front of it; null: nothing leads here. */
  label: number | null;
  /** It is the first of a line, or of a stretch without a line. */
  startsLine: boolean;
  /** null: none. */
  line: number | null;
  place: Place;
}

export interface Disassembly {
  instructions: DisassembledInstruction[];
  handlers: ExceptionEntry[];
  /** Numbers by offset: of jump targets and of the borders of handlers' ranges. */
  labels: ReadonlyMap<number, number>;
}

export interface ListingOptions {
  /** Nested code objects down to this depth; all when left out. */
  depth?: number;
  /** With a column of offsets, as `show_offsets=True`. */
  showOffsets?: boolean;
}

// --- instructions ---

interface Unpacked {
  offset: number;
  startOffset: number;
  opcode: number;
  arg: number | null;
}

/** The instructions without caches. EXTENDED_ARGs are among them. */
function* unpack(code: Uint8Array): Generator<Unpacked> {
  let extended = 0;
  let startOffset = 0;
  for (let offset = 0; offset < code.length; offset += 2) {
    const opcode = code[offset];
    const arg = HAS_ARGUMENT.has(opcode) ? code[offset + 1] | extended : null;
    const isExtension = opcode === Op.EXTENDED_ARG;
    yield { offset, startOffset: isExtension ? offset : startOffset, opcode, arg };
    offset += 2 * (CACHE_ENTRIES[opcode] ?? 0);
    extended = isExtension ? (arg as number) << 8 : 0;
    if (!isExtension) startOffset = offset + 2;
  }
}

/** null: no jump. */
function jumpTarget({ offset, opcode, arg }: Unpacked): number | null {
  if (arg === null || !HAS_JUMP.has(opcode)) return null;
  const isBackward = opcode === Op.JUMP_BACKWARD || opcode === Op.JUMP_BACKWARD_NO_INTERRUPT;
  const next = offset + 2 + 2 * (CACHE_ENTRIES[opcode] ?? 0);
  return next + 2 * (isBackward ? -arg : arg);
}

export function disassemble(code: CodeObject): Disassembly {
  const handlers = decodeExceptionTable(code.co_exceptiontable);
  const unpacked = Array.from(unpack(code.co_code));
  const labels = labelsOf(unpacked, handlers);
  const places = decodeLocationTable(code.co_linetable, code.co_firstlineno);
  const noPlace: Place = { line: -1, endLine: -1, column: -1, endColumn: -1 };
  const starts = lineStarts(places);
  let at = 0;
  const instructions = unpacked.map((instruction) => {
    const { offset, startOffset, opcode, arg } = instruction;
    while (at < places.length && places[at].end <= offset) at++;
    const place: Place = places[at] ?? noPlace;
    const target = jumpTarget(instruction);
    return {
      offset,
      startOffset,
      opcode,
      name: opcodeName(opcode),
      arg,
      argRepr: target === null ? argumentRepr(code, opcode, arg) : `to L${labels.get(target)}`,
      jumpTarget: target,
      label: labels.get(offset) ?? null,
      startsLine: starts.has(offset),
      line: place.line < 0 ? null : place.line,
      place,
    };
  });
  return { instructions, handlers, labels };
}

function labelsOf(instructions: readonly Unpacked[], handlers: readonly ExceptionEntry[]): Map<number, number> {
  const offsets = new Set<number>();
  for (const instruction of instructions) {
    const target = jumpTarget(instruction);
    if (target !== null) offsets.add(target);
  }
  for (const { start, end, handler } of handlers) offsets.add(start).add(end).add(handler);
  return new Map(
    Array.from(offsets, (offset) => offset)
      .sort((a, b) => a - b)
      .map((offset, i) => [offset, i + 1]),
  );
}

/** Where the line changes. */
function lineStarts(places: readonly (Place & { start: number })[]): Set<number> {
  const starts = new Set<number>();
  let line = Number.NaN;
  for (const place of places) {
    if (place.line !== line) starts.add(place.start);
    line = place.line;
  }
  return starts;
}

// --- arguments ---

const COMPARISONS = ["<", "<=", "==", "!=", ">", ">="];
const CONVERSIONS = ["", "str", "repr", "ascii"];
const FUNCTION_ATTRIBUTES = ["defaults", "kwdefaults", "annotations", "closure"];

function argumentRepr(code: CodeObject, opcode: number, arg: number | null): string {
  if (arg === null) return "";
  const variable = (index: number): string => code.co_localsplusnames[index];
  if (HAS_CONST.has(opcode)) return reprWithCode(code.co_consts[arg]);
  if (HAS_NAME.has(opcode)) return nameRepr(code, opcode, arg);
  switch (opcode) {
    case Op.LOAD_FAST_LOAD_FAST:
    case Op.STORE_FAST_LOAD_FAST:
    case Op.STORE_FAST_STORE_FAST:
      return `${variable(arg >> 4)}, ${variable(arg & 15)}`;
    case Op.COMPARE_OP:
      return (arg & 16) !== 0 ? `bool(${COMPARISONS[arg >> 5]})` : COMPARISONS[arg >> 5];
    case Op.CONVERT_VALUE:
      return CONVERSIONS[arg];
    case Op.SET_FUNCTION_ATTRIBUTE:
      return FUNCTION_ATTRIBUTES.filter((_, bit) => (arg & (1 << bit)) !== 0).join(", ");
    case Op.BINARY_OP:
      return BINARY_OP_SIGNS[arg];
    case Op.CALL_INTRINSIC_1:
      return INTRINSIC_1[arg];
    case Op.CALL_INTRINSIC_2:
      return INTRINSIC_2[arg];
    default:
      return HAS_LOCAL.has(opcode) || HAS_FREE.has(opcode) ? variable(arg) : "";
  }
}

/** The lowest bits of some arguments tell what else is pushed. */
function nameRepr({ co_names }: CodeObject, opcode: number, arg: number): string {
  const isCall = (arg & 1) !== 0;
  switch (opcode) {
    case Op.LOAD_GLOBAL:
      return co_names[arg >> 1] + (isCall ? " + NULL" : "");
    case Op.LOAD_ATTR:
      return co_names[arg >> 1] + (isCall ? " + NULL|self" : "");
    case Op.LOAD_SUPER_ATTR:
      return co_names[arg >> 2] + (isCall ? " + NULL|self" : "");
    default:
      return co_names[arg];
  }
}

function reprWithCode(constant: Constant): string {
  return constant.type === "code" ? reprCode(constant.code) : reprConstant(constant);
}

function reprCode({ co_name, co_filename, co_firstlineno }: CodeObject): string {
  return `<code object ${co_name}, file "${co_filename}", line ${co_firstlineno}>`;
}

// --- text ---

const NAME_WIDTH = 20;
const ARG_WIDTH = 5;
const NO_LINE = "  --";

/** The listing of a code object and of those in its constants; each line ends with a newline. */
export function listing(code: CodeObject, options: ListingOptions = {}): string {
  const lines: string[] = [];
  addListing(code, options.depth ?? Number.POSITIVE_INFINITY, options.showOffsets ?? false, lines);
  return lines.map((line) => `${line.trimEnd()}\n`).join("");
}

function addListing(code: CodeObject, depth: number, showOffsets: boolean, lines: string[]): void {
  const disassembly = disassemble(code);
  addInstructions(disassembly, code.co_code.length, showOffsets, lines);
  addHandlers(disassembly, lines);
  if (depth <= 0) return;
  for (const constant of code.co_consts) {
    if (constant.type !== "code") continue;
    lines.push("", `Disassembly of ${reprCode(constant.code)}:`);
    addListing(constant.code, depth - 1, showOffsets, lines);
  }
}

function addInstructions(disassembly: Disassembly, size: number, showOffsets: boolean, lines: string[]): void {
  const lineWidth = widthOfLines(disassembly.instructions);
  const labelWidth = 4 + String(disassembly.labels.size).length;
  const offsetWidth = showOffsets ? String(Math.max(size - 2, 9999)).length : 0;
  for (const { offset, name, arg, argRepr, label, startsLine, line } of disassembly.instructions) {
    const fields: string[] = [];
    if (lineWidth > 0) {
      if (startsLine && offset > 0) lines.push("");
      fields.push((startsLine ? (line === null ? NO_LINE : String(line)) : "").padStart(lineWidth));
    }
    fields.push((label === null ? "" : `L${label}:`).padStart(labelWidth));
    if (offsetWidth > 0) fields.push(`${String(offset).padStart(offsetWidth)}  `);
    fields.push("   ", name.padEnd(NAME_WIDTH));
    if (arg !== null) {
      fields.push(String(arg).padStart(ARG_WIDTH - Math.max(0, name.length - NAME_WIDTH)));
      if (argRepr !== "") fields.push(`(${argRepr})`);
    }
    lines.push(fields.join(" "));
  }
}

/** 0: there are no lines to be shown. */
function widthOfLines(instructions: readonly DisassembledInstruction[]): number {
  let greatest = -1;
  let isSomewhereNone = false;
  for (const { startsLine, line } of instructions) {
    if (!startsLine) continue;
    // CPython takes a line 0 for none here.
    if (line === null) isSomewhereNone = true;
    else if (line !== 0) greatest = Math.max(greatest, line);
  }
  if (greatest === -1) return 0;
  return Math.max(isSomewhereNone ? NO_LINE.length : 3, String(greatest).length);
}

function addHandlers({ handlers, labels }: Disassembly, lines: string[]): void {
  if (handlers.length > 0) lines.push("ExceptionTable:");
  for (const { start, end, handler, depth, lasti } of handlers) {
    const range = `L${labels.get(start)} to L${labels.get(end)} -> L${labels.get(handler)}`;
    lines.push(`  ${range} [${depth}]${lasti ? " lasti" : ""}`);
  }
}
