/** Random match statements. */
import type { Program } from "./scope.ts";
import type { Statements } from "./statements.ts";

export class Patterns {
  constructor(
    private readonly program: Program,
    private readonly statements: Statements,
  ) {}

  match(depth: number): void {
    const { program, statements } = this;
    const { random } = program;
    program.block(`match ${statements.expressions.any(3)}:`, () => {
      for (let i = 1 + random.below(3); i > 0; i--) {
        const names: string[] = [];
        let pattern = this.pattern(2, names);
        // A pattern that always matches is allowed only as the last one.
        if (/^(\w+|_)$/.test(pattern) && !/^(None|True|False)$/.test(pattern))
          pattern = `${pattern} if ${statements.expressions.of("bool", 1)}`;
        program.block(`case ${pattern}:`, () => {
          program.line(`show(${[i, ...names].join(", ")})`);
          statements.body(0, 2, depth);
        });
      }
      program.block("case _:", () => statements.body(0, 1, 0));
    });
  }

  private capture(names: string[]): string {
    const name = this.program.fresh("q");
    names.push(name);
    return name;
  }

  private pattern(depth: number, names: string[]): string {
    const { random } = this.program;
    const literal = () =>
      random.pick([
        "0",
        "1",
        "-1",
        "2.5",
        "'a'",
        "'abc'",
        "b''",
        "None",
        "True",
        "'' | 'a'",
        "1 | 2 | 3",
        "-0.5",
        "1 + 2j",
      ]);
    if (depth <= 0) return random.pick([literal, () => this.capture(names), () => "_"])();
    const sub = () => this.pattern(depth - 1, names);
    return random.pick([
      literal,
      () => this.capture(names),
      () =>
        `[${[...random.some(0, 2, sub), ...(random.oneIn(2) ? [`*${random.oneIn(3) ? "_" : this.capture(names)}`] : [])].join(", ")}]`,
      () => `(${sub()}, ${sub()})`,
      () =>
        `{${[`${random.pick(["'a'", "1", "(1 + 2j)"].slice(0, 2))}: ${sub()}`, ...(random.oneIn(2) ? [`**${this.capture(names)}`] : [])].join(", ")}}`,
      () =>
        `${random.pick(["int", "str", "float", "list", "bool", "dict"])}(${random.oneIn(2) ? this.capture(names) : ""})`,
      () => `Thing(args=${sub()})`,
      () => `(${random.pick(["int", "str"])}() | None) as ${this.capture(names)}`,
      () => `[[${sub()}, *_], _]`,
    ])();
  }
}
