/**
 * A code object as text that scripts/code_dump.py writes in the same way from CPython's, to compare the two. The file name is
 * left out; members of frozensets and `__static_attributes__`, whose order differs from run to run in CPython, are sorted.
 */
import type { CodeObject, Constant } from "./code-object.ts";
import { Op } from "./opcodes.ts";

export function dumpCode(code: CodeObject): string {
  return [
    `code ${quote(code.co_name)} ${quote(code.co_qualname)}`,
    `${code.co_argcount} ${code.co_posonlyargcount} ${code.co_kwonlyargcount}`,
    `stack ${code.co_stacksize} flags ${code.co_flags.toString(16)} line ${code.co_firstlineno}`,
    `names ${list(code.co_names)}`,
    `localsplus ${list(code.co_localsplusnames)}`,
    `kinds ${hex(code.co_localspluskinds)}`,
    `code ${hex(code.co_code)}`,
    `lines ${hex(code.co_linetable)}`,
    `handlers ${hex(code.co_exceptiontable)}`,
    "consts",
    ...constants(code),
    "end",
  ].join("\n");
}

function list(names: readonly string[]): string {
  return names.map((name) => quote(name)).join(" ");
}

function constants(code: CodeObject): string[] {
  const unordered = staticAttributesIndex(code);
  return code.co_consts.map((value, index) => {
    if (index !== unordered || value.type !== "tuple") return dumpConstant(value);
    return `(${value.items.map(dumpConstant).sort().join(",")})`;
  });
}

function staticAttributesIndex({ co_code, co_names }: CodeObject): number {
  const name = co_names.indexOf("__static_attributes__");
  if (name < 0) return -1;
  let extended = 0;
  let last = -1;
  for (let at = 0; at < co_code.length; at += 2) {
    const opcode = co_code[at];
    const arg = co_code[at + 1] | extended;
    extended = opcode === Op.EXTENDED_ARG ? arg << 8 : 0;
    if (opcode === Op.STORE_NAME && arg === name) return last;
    if (opcode === Op.LOAD_CONST) last = arg;
  }
  return -1;
}

function dumpConstant(value: Constant): string {
  switch (value.type) {
    case "None":
    case "Ellipsis":
      return value.type;
    case "bool":
      return value.value ? "True" : "False";
    case "int":
      return `i${value.value.toString(16)}`;
    case "float":
      return `f${doubleBits(value.value)}`;
    case "complex":
      return `c${doubleBits(value.real)}${doubleBits(value.imag)}`;
    case "bytes":
      return `b${hex(value.value)}`;
    case "str":
      return `s${quote(value.value, value.codePoints)}`;
    case "tuple":
      return `(${value.items.map(dumpConstant).join(",")})`;
    case "frozenset":
      return `{${value.items.map(dumpConstant).sort().join(",")}}`;
    case "code":
      return dumpCode(value.code);
  }
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function doubleBits(value: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return view.getBigUint64(0).toString(16).padStart(16, "0");
}

function quote(text: string, codePoints?: Uint32Array): string {
  if (codePoints === undefined && /^[ !#-[\]-~]*$/.test(text)) return `"${text}"`;
  const codes = codePoints ?? Array.from(text, (character) => character.codePointAt(0)!);
  const shown = Array.from(codes, (code) =>
    code >= 32 && code < 127 && code !== 34 && code !== 92 ? String.fromCharCode(code) : `\\${code.toString(16)};`,
  );
  return `"${shown.join("")}"`;
}
