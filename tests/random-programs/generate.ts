/** A random program for each seed, the same everywhere. */
import { Random } from "./random.ts";
import { Program } from "./scope.ts";
import { Statements } from "./statements.ts";

/** Source that runs after prelude.py, in its namespace. */
export function generateProgram(seed: number): string {
  const random = new Random(seed);
  const program = new Program(random, 12 + random.below(30));
  program.line("skip = set(globals())");
  new Statements(program).topLevel();
  return program.source();
}
