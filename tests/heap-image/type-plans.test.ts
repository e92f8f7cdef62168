/** Every static type of the runtime can be read: a struct of its own is in the table of src/heap-image/type-structs.ts. */
import { expect, it } from "vitest";
import { NameTable } from "../../src/heap-image/name-table.ts";
import { RuntimeMemory } from "../../src/heap-image/runtime-memory.ts";
import { TypePlans } from "../../src/heap-image/type-plans.ts";
import { heapSource } from "../../src/host/heap-source.ts";
import { Runtime } from "../../src/host/runtime.ts";
import { runtimeLayout } from "../programs/check-heap.ts";
import { programSystem, runtimeModule } from "../programs/run-program.ts";

it("has a struct for every static type", () => {
  using runtime = new Runtime(runtimeModule(), programSystem(""), { hashSeed: 0 });
  const source = heapSource(runtime, runtimeLayout());
  const plans = new TypePlans(new RuntimeMemory(source), new NameTable());
  const missing: string[] = [];
  let typeCount = 0;
  for (const [name, address] of Object.entries(source.symbols)) {
    if (!plans.isType(address)) continue;
    typeCount++;
    try {
      plans.of(address);
    } catch (error) {
      missing.push(`${name}: ${(error as Error).message}`);
    }
  }
  expect(typeCount).toBeGreaterThan(150);
  expect(missing).toEqual([]);
});
