// `serpent gc`: the table of collections, and the story of one.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { WIDTH } from "../../src/cli/text-layout.ts";
import { root } from "../programs/program-list.ts";

const folder = mkdtempSync(path.join(tmpdir(), "serpent-gc-"));
afterAll(() => rmSync(folder, { recursive: true }));

function serpent(...args: string[]) {
  const run = spawnSync(process.execPath, [path.join(root, "bin/serpent.js"), ...args], {
    cwd: folder,
    encoding: "utf8",
  });
  return { ...run, lines: run.stdout.split("\n") };
}

writeFileSync(
  path.join(folder, "rings.py"),
  `import gc, sys
class Ring:
    pass
def make():
    ring = Ring()
    ring.self = ring
print(sys.argv[1:])
gc.collect()
make()
print(gc.collect(1))
gc.set_threshold(20)
for i in range(1000):
    make()
sys.exit(5)
`,
);

describe("serpent gc", () => {
  test("prints the collections behind the program's output", () => {
    const { status, stderr, stdout, lines } = serpent("gc", "rings.py", "one");
    expect({ status, stderr }).toEqual({ status: 5, stderr: "" });
    expect(lines.slice(0, 2)).toEqual(["['one']", "1"]);
    expect(lines[2]).toMatch(/^── serpent gc rings\.py ─+ exit 5 · .* ──$/);
    expect(lines[3]).toBe("   #  gen  why              tracked  collected  uncoll.   pause µs  line");
    expect(lines[4]).toMatch(/^ {3}1 {4}2 {2}gc\.collect\(\) .* rings\.py:8$/);
    expect(lines[5]).toMatch(/^ {3}2 {4}1 {2}gc\.collect\(\) +\d+ +1 +0 .* rings\.py:10$/);
    expect(lines[6]).toMatch(/^ {3}3 {4}0 {2}count0 21 > 20 .* rings\.py:5$/);
    expect(stdout).toMatch(/^ {3}… \d+ more \(--all\)$/m);
    expect(stdout).toMatch(/^\d+ collections {2}gen0 \d+× {2}gen1 \d+× {2}gen2 \d+× · /m);
    expect(stdout).not.toContain("\x1b");
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(WIDTH);
  });

  test("prints all of them when asked", () => {
    const { stdout } = serpent("gc", "--all", "rings.py");
    expect(stdout).not.toContain("(--all)");
    expect(stdout).toMatch(/^ {2}40 {4}\d/m);
  });

  test("tells the story of one", () => {
    const { status, lines } = serpent("gc", "rings.py", "--step", "2");
    expect(status).toBe(5);
    expect(lines[2]).toMatch(/^── serpent gc rings\.py --step 2 ─+ gen 1 · gc\.collect\(\) · rings\.py:10 ──$/);
    expect(lines).toContain("      Ring #1: 1 → 0, by Ring #1 .self");
    expect(lines).toContain("      Ring #1: tp_clear, and it dies");
    expect(
      lines.filter((line) => /^[ 1]\d /.test(line)).map((line) => line.split(/\s+/)[line[0] === " " ? 2 : 1]),
    ).toEqual([
      "merge",
      "update_refs",
      "subtract_refs",
      "move_unreachable",
      "survivors",
      "move_legacy_finalizers",
      "handle_weakrefs",
      "finalize_garbage",
      "handle_resurrected_objects",
      "delete_garbage",
      "handle_legacy_finalizers",
    ]);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(WIDTH);
  });

  test("what can't be told is one line", () => {
    expect(serpent("gc", "rings.py", "--step", "0").stderr).toBe(
      "serpent: --step '0': not the number of a collection\n",
    );
    const none = serpent("gc", "rings.py", "--step", "9999");
    expect(none.stderr).toMatch(/^serpent: --step 9999: rings\.py made \d+ collections\n$/);
    expect(none.status).toBe(2);
    expect(serpent("gc", "missing.py").status).toBe(2);
  });
});
