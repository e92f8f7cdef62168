/** Tables, marshal data, stack effects and listings of bytecode against recordings of CPython 3.13.0's. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { ByteWriter } from "../../src/bytecode/byte-writer.ts";
import type { CodeObject, Constant } from "../../src/bytecode/code-object.ts";
import { disassemble, listing } from "../../src/bytecode/disassemble.ts";
import { decodeExceptionTable, encodeExceptionTable } from "../../src/bytecode/exception-table.ts";
import { decodeLocationTable, LocationTableWriter } from "../../src/bytecode/location-table.ts";
import { readMarshal } from "../../src/bytecode/marshal-read.ts";
import { writeMarshal } from "../../src/bytecode/marshal-write.ts";
import { stackEffect, stackEffectOfJump } from "../../src/bytecode/stack-effect.ts";

interface RecordedCode {
  name: string;
  marshal: string;
  listing: string;
  /** Of the code object and those in its constants, in order: a place for each code unit; null: not known. */
  positions: (number | null)[][][];
  /** As positions: start, end, target, depth, lasti. */
  handlers: [number, number, number, number, boolean][][];
}

interface Recorded {
  arguments: number[];
  stackEffects: [opcode: number, withoutJump: number[], withJump: number[]][];
  values: string[];
  codes: RecordedCode[];
}

function golden(name: string): unknown {
  return JSON.parse(gunzipSync(readFileSync(new URL(`golden/${name}`, import.meta.url))).toString());
}

const recorded = golden("bytecode.json.gz") as Recorded;
const ours = golden("marshal-ours.json.gz") as string[];

function read(data: string): Constant {
  return readMarshal(Buffer.from(data, "base64"));
}

function write(constant: Constant): string {
  return Buffer.from(writeMarshal(constant)).toString("base64");
}

function* codesIn(code: CodeObject): Generator<CodeObject> {
  yield code;
  for (const constant of code.co_consts) if (constant.type === "code") yield* codesIn(constant.code);
}

function codeOf({ marshal }: RecordedCode): CodeObject {
  const constant = read(marshal);
  if (constant.type !== "code") throw new Error("no code object was recorded");
  return constant.code;
}

describe("stack effects", () => {
  it("are those of dis.stack_effect", () => {
    for (const [opcode, withoutJump, withJump] of recorded.stackEffects) {
      expect([opcode, recorded.arguments.map((arg) => stackEffect(opcode, arg))]).toEqual([opcode, withoutJump]);
      expect([opcode, recorded.arguments.map((arg) => stackEffectOfJump(opcode, arg))]).toEqual([opcode, withJump]);
    }
  });
});

describe("marshal data", () => {
  const theirs = [...recorded.values, ...recorded.codes.map(({ marshal }) => marshal)];

  it("is written in the form that CPython has read as equal values", () => {
    for (const [index, data] of theirs.entries()) expect(write(read(data))).toBe(ours[index]);
  });

  it("is read as it was written", () => {
    for (const data of ours) expect(write(read(data))).toBe(data);
  });

  it("keeps one object one", () => {
    const shared: Constant = { type: "tuple", items: [{ type: "int", value: 1n << 70n }] };
    const copy = readMarshal(writeMarshal({ type: "tuple", items: [shared, shared] }));
    if (copy.type !== "tuple") throw new Error("a tuple became something else");
    expect(copy.items[0]).toBe(copy.items[1]);
    expect(copy.items[0]).toEqual(shared);
  });

  it("that is damaged is refused", () => {
    const data = Buffer.from(ours[ours.length - 1], "base64");
    for (let size = 0; size < data.length; size++)
      expect(() => readMarshal(data.subarray(0, size))).toThrow(RangeError);
    expect(() => readMarshal(Uint8Array.of(0x72, 0, 0, 0, 0))).toThrow("bad reference");
    expect(() => readMarshal(Uint8Array.of(0x5b, 0, 0, 0, 0))).toThrow("type 91");
  });
});

/** All code objects with what was recorded of them. */
const codes = recorded.codes.flatMap((record) => {
  return Array.from(codesIn(codeOf(record)), (code, index) => {
    return { code, positions: record.positions[index], handlers: record.handlers[index] };
  });
});

describe("tables", () => {
  it("of locations are decoded, and encoded again", () => {
    for (const { code, positions: expected } of codes) {
      const entries = decodeLocationTable(code.co_linetable, code.co_firstlineno);
      const known = (value: number): number | null => (value < 0 ? null : value);
      const positions = entries.flatMap(({ start, end, line, endLine, column, endColumn }) => {
        return Array((end - start) / 2).fill([line, endLine, column, endColumn].map(known));
      });
      expect(positions).toEqual(expected);
      const writer = new ByteWriter();
      const table = new LocationTableWriter(writer, code.co_firstlineno);
      for (const { line, endLine, column, endColumn, start, end } of entries) {
        table.add(line, endLine, column, endColumn, (end - start) / 2);
      }
      expect(writer.finish()).toEqual(code.co_linetable);
    }
  });

  it("of handlers are decoded, and encoded again", () => {
    for (const { code, handlers } of codes) {
      const entries = decodeExceptionTable(code.co_exceptiontable);
      const found = entries.map(({ start, end, handler, depth, lasti }) => [start, end, handler, depth, lasti]);
      expect(found).toEqual(handlers);
      expect(encodeExceptionTable(entries)).toEqual(code.co_exceptiontable);
    }
  });
});

/** The order of a set's members is not the same in every run of CPython. */
function withoutSetOrder(text: string): string {
  return text.replace(/frozenset\(\{(.*)\}\)/g, (_, members: string) => `{${members.split(", ").sort().join()}}`);
}

describe("listings", () => {
  it("are those of dis.dis", () => {
    for (const record of recorded.codes) {
      expect(withoutSetOrder(listing(codeOf(record)))).toBe(withoutSetOrder(record.listing));
    }
  });

  const sample = recorded.codes.find(({ listing: text }) => text.includes("Disassembly of"));

  it("show nested code down to a depth, and offsets", () => {
    const code = codeOf(sample as RecordedCode);
    expect(listing(code, { depth: 0 })).not.toContain("Disassembly of");
    expect(listing(code, { showOffsets: true })).toMatch(/^ +0 {9,}0 {6,}RESUME {19}0$/m);
  });

  it("have their instructions as data", () => {
    const { instructions, labels } = disassemble(codeOf(sample as RecordedCode));
    expect(instructions[0]).toMatchObject({ offset: 0, name: "RESUME", arg: 0, startsLine: true, jumpTarget: null });
    for (const { jumpTarget, argRepr } of instructions) {
      if (jumpTarget !== null) expect(argRepr).toBe(`to L${labels.get(jumpTarget)}`);
    }
  });
});
