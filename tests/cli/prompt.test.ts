/** When the prompt asks for another line: as CPython's codeop decides. */
import { describe, expect, it } from "vitest";
import { needsMoreInput } from "../../src/cli/prompt.ts";

describe("needsMoreInput", () => {
  it.each([
    ["1 + 1", false],
    ["x = (1,", true],
    ["x = (1,\n2)", false],
    ["if 1: print(3)", true],
    ["if 1: print(3)\n", false],
    ["for i in range(2):", true],
    ["for i in range(2):\n  i", true],
    ["for i in range(2):\n  i\n", false],
    ["@decorator", true],
    ["try: x", true],
    ["try: x\n", true],
    ["'''", true],
    ["1 +", false],
    ["def f(:", false],
    ["f(\\", true],
  ])("%j", (source, expected) => {
    expect(needsMoreInput(source)).toBe(expected);
  });
});
