/** Random statements: what a program does at its top level and in the bodies of its functions. */
import { Definitions } from "./definitions.ts";
import { Expressions } from "./expressions.ts";
import { Patterns } from "./patterns.ts";
import type { Program, Type } from "./scope.ts";

const EXCEPTIONS = [
  "ValueError",
  "TypeError",
  "KeyError",
  "IndexError",
  "ZeroDivisionError",
  "(TypeError, ValueError)",
  "LookupError",
  "ArithmeticError",
  "Exception",
];
const RAISED = ["ValueError", "KeyError", "RuntimeError", "IndexError", "StopIteration", "OSError"];
const IN_PLACE = ["+=", "-=", "*=", "//=", "%=", "|=", "&=", "^="];

/** Names that every program starts with. */
const POOL: readonly (readonly [Type, string, string])[] = [
  ["int", "i", "7"],
  ["int", "j", "-3"],
  ["float", "x", "2.5"],
  ["str", "s", "'snake'"],
  ["str", "t", "'\\u20ac'"],
  ["bytes", "b", "b'py'"],
  ["bool", "yes", "True"],
  ["list", "l", "[3, 'a', None]"],
  ["list", "m", "[1, 2, 3]"],
  ["tuple", "p", "(1, 'b')"],
  ["dict", "d", "{'k': 1, 2: [2]}"],
  ["set", "u", "{1, 2}"],
  ["thing", "o", "Thing(1, 'o')"],
];

export class Statements {
  readonly expressions: Expressions;
  private readonly definitions: Definitions;
  private readonly patterns: Patterns;

  constructor(readonly program: Program) {
    this.expressions = new Expressions(program);
    this.definitions = new Definitions(program, this);
    this.patterns = new Patterns(program, this);
  }

  /** `least` to `most` statements, fewer when the program is long enough. */
  body(least: number, most: number, depth: number): void {
    const { random } = this.program;
    for (let left = least + random.below(most - least + 1); left > 0 && this.program.budget > 0; left--)
      this.statement(depth);
  }

  /** The whole program: each statement guarded, so that the next one runs whatever happens. */
  topLevel(): void {
    const { program } = this;
    for (const [type, name, value] of POOL) {
      program.line(`${name} = ${value}`);
      program.scope.set(name, type);
    }
    while (program.budget > 0) {
      program.block("try:", () => this.body(1, 2, 3), true);
      program.block("except BaseException as e:", () => program.line("report(e)"));
    }
    const names = program.scope.own();
    program.block("for name in sorted(set(globals()) - skip - {'skip', 'name'}):", () =>
      program.line("print(name, text(globals()[name]))"),
    );
    program.line(`del ${program.random.pick(names)}`);
  }

  statement(depth: number): void {
    const { random } = this.program;
    this.program.budget--;
    if (depth <= 0 || random.below(5) < 3) random.pick(this.simple)();
    else random.pick(this.compound)(depth - 1);
  }

  private readonly simple = [
    () => this.assign(),
    () => this.assign(),
    () => this.assign(),
    () => this.show(),
    () => this.show(),
    () => this.callFunction(),
    () => this.callFunction(),
    () => this.augmented(),
    () => this.unpack(),
    () => this.store(),
    () => this.change(),
    () => this.leave(),
    () => this.raise(),
    () => this.attribute(),
  ];

  private readonly compound: ((depth: number) => void)[] = [
    (depth) => this.branch(depth),
    (depth) => this.loop(depth),
    (depth) => this.loop(depth),
    (depth) => this.whileLoop(depth),
    (depth) => this.guarded(depth),
    (depth) => this.guarded(depth),
    (depth) => this.groups(depth),
    (depth) => this.managed(depth),
    (depth) => this.patterns.match(depth),
    (depth) => this.definitions.function(depth),
    (depth) => this.definitions.function(depth),
    (depth) => this.definitions.class(depth),
    (depth) => this.definitions.closure(depth),
  ];

  private assign(): void {
    const { program, expressions } = this;
    const type = expressions.type();
    const known = program.scope.visible(type).filter((name) => program.scope.own().includes(name));
    const name = known.length > 0 && !program.random.oneIn(3) ? program.random.pick(known) : program.fresh("v");
    program.line(`${name}${program.random.oneIn(12) ? `: ${type}` : ""} = clip(${expressions.of(type, 3)})`);
    program.scope.set(name, type);
  }

  private show(): void {
    this.program.line(`show(${this.program.random.some(1, 3, () => this.expressions.any(3)).join(", ")})`);
  }

  private callFunction(): void {
    const { program } = this;
    // Functions call only what was there before them: no recursion without end.
    const call = program.inside === null ? this.expressions.call(2) : null;
    if (call === null) this.show();
    else program.line(`show(${call})`);
  }

  private augmented(): void {
    const { program, expressions } = this;
    const type = program.random.pick(["int", "str", "list", "set", "float"] as const);
    const names = program.scope.own().filter((name) => program.scope.visible(type).includes(name));
    if (names.length === 0) {
      this.assign();
      return;
    }
    const name = program.random.pick(names);
    if (type === "int") program.line(`${name} ${program.random.pick(IN_PLACE)} ${expressions.of("int", 1)}`);
    else if (type === "set")
      program.line(`${name} ${program.random.pick(["|=", "&=", "-=", "^="])} ${expressions.of("set", 1)}`);
    else program.line(`${name} += ${expressions.of(type, 1)}`);
    program.line(`${name} = clip(${name})`);
  }

  private unpack(): void {
    const { program, expressions } = this;
    const names = program.random.some(2, 3, () => program.fresh("u"));
    const star = program.random.oneIn(3) ? program.random.below(names.length) : -1;
    const targets = names.map((name, i) => (i === star ? `*${name}` : name));
    const nested = program.random.oneIn(6) ? `(${targets.join(", ")}), ${program.fresh("u")}` : targets.join(", ");
    const source = program.random.oneIn(2) ? names.map(() => expressions.any(1)).join(", ") : expressions.iterable(2);
    program.line(`${nested} = ${nested.startsWith("(") ? `(${source},), 1` : source}`);
    for (const [i, name] of names.entries()) program.scope.set(name, i === star ? "list" : "int");
  }

  private store(): void {
    const { program, expressions } = this;
    const type = program.random.pick(["list", "dict", "list"] as const);
    const names = program.scope.visible(type);
    if (names.length === 0) {
      this.assign();
      return;
    }
    const name = program.random.pick(names);
    const index =
      type === "dict"
        ? expressions.of(program.random.pick(["int", "str"] as const), 1)
        : `${expressions.of("int", 1)} % 3`;
    const action = program.random.below(5);
    if (action === 0) program.line(`del ${name}[${index}]`);
    else if (action === 1 && type === "list")
      program.line(`${name}[${program.random.pick([":2", "1:", "::2", "-1:", ":"])}] = ${expressions.iterable(1)}`);
    else if (action === 2 && type === "list")
      program.line(`${name}[${index}] ${program.random.pick(["+=", "*="])} ${expressions.of("int", 1)} % 7`);
    else program.line(`${name}[${index}] = ${expressions.any(2)}`);
  }

  /** A method that changes its object. */
  private change(): void {
    const { program, expressions } = this;
    const { random } = program;
    const type = random.pick(["list", "dict", "set"] as const);
    const names = program.scope.visible(type);
    if (names.length === 0) {
      this.assign();
      return;
    }
    const any = () => expressions.any(1);
    const calls = {
      list: [
        `append(${any()})`,
        `extend([*${expressions.iterable(1)}])`,
        `insert(${expressions.of("int", 0)}, ${any()})`,
        "pop()",
        "reverse()",
        `remove(${any()})`,
        "sort()",
        "sort(key=text, reverse=True)",
        "clear()",
      ],
      dict: [
        `update(${expressions.of("dict", 1)})`,
        `pop(${any()}, None)`,
        `setdefault(${expressions.of("str", 1)}, ${any()})`,
        "popitem()",
        "clear()",
      ],
      set: [
        `add(${any()})`,
        `discard(${any()})`,
        `update(${expressions.ints(1)})`,
        "pop()",
        `remove(${expressions.of("int", 0)})`,
      ],
    };
    program.line(`show(${random.pick(names)}.${random.pick(calls[type])})`);
  }

  private leave(): void {
    const { program, expressions } = this;
    const { random } = program;
    if (program.loops > 0 && random.oneIn(2)) {
      program.block(`if ${expressions.of("bool", 2)}:`, () => program.line(random.pick(["break", "continue"])));
    } else if (program.inside === "plain" || program.inside === "async") {
      program.block(`if ${expressions.of("bool", 2)}:`, () => program.line(`return ${expressions.any(2)}`));
    } else if (program.inside === "generator") {
      program.line(
        random.pick([
          `yield ${expressions.any(2)}`,
          `${program.fresh("y")} = yield ${expressions.any(1)}`,
          `yield from ${expressions.iterable(1)}`,
        ]),
      );
    } else if (program.inside === "async generator") program.line(`yield ${expressions.any(2)}`);
    else program.line(`assert ${expressions.of("bool", 2)}, ${expressions.any(1)}`);
  }

  private raise(): void {
    const { program, expressions } = this;
    const { random } = program;
    if (!random.oneIn(3)) {
      this.show();
      return;
    }
    const what = `${random.pick(RAISED)}(${random.some(0, 2, () => expressions.any(1)).join(", ")})`;
    const from = random.pick(["", "", " from None", " from LookupError('cause')"]);
    program.block(`if ${expressions.of("bool", 2)}:`, () => program.line(`raise ${what}${from}`));
  }

  private attribute(): void {
    const { program, expressions } = this;
    const { random } = program;
    const things = program.scope.visible("thing");
    const known = program.classes.flatMap((c) => [...c.attributes, ...c.methods.map((m) => `${m}()`)]);
    if (things.length === 0) {
      this.assign();
      return;
    }
    const thing = random.pick(things);
    const name = known.length > 0 ? random.pick(known) : "args";
    if (name.endsWith("()") || random.oneIn(2)) program.line(`show(${thing}.${name})`);
    else
      program.line(
        random.pick([
          `${thing}.${name} = ${expressions.any(2)}`,
          `del ${thing}.${name}`,
          `show(getattr(${thing}, ${JSON.stringify(name)}, None))`,
          `show(sorted(vars(${thing})))`,
        ]),
      );
  }

  private branch(depth: number): void {
    const { program, expressions } = this;
    program.block(`if ${expressions.of("bool", 3)}:`, () => this.body(1, 2, depth));
    if (program.random.oneIn(3)) program.block(`elif ${expressions.any(2)}:`, () => this.body(1, 2, depth));
    if (program.random.oneIn(2)) program.block("else:", () => this.body(1, 2, depth));
  }

  /** Statements in a loop. */
  private looping(head: string, depth: number, before?: () => void): void {
    const { program } = this;
    program.loops++;
    program.block(head, () => {
      before?.();
      this.body(1, 3, program.loops > 2 ? 0 : depth);
    });
    program.loops--;
    if (program.random.oneIn(5)) program.block("else:", () => this.body(1, 1, 0));
  }

  private loop(depth: number): void {
    const { program, expressions } = this;
    const name = program.fresh("i");
    const isPair = program.random.oneIn(3);
    const source = isPair
      ? program.random.pick([
          `enumerate(${expressions.iterable(1)})`,
          `${expressions.of("dict", 1)}.items()`,
          `zip(${expressions.ints(1)}, ${expressions.iterable(1)})`,
        ])
      : expressions.iterable(2);
    program.scope.set(name, "int");
    this.looping(`for ${isPair ? `${name}, ${program.fresh("j")}` : name} in [*${source}][:5]:`, depth);
  }

  private whileLoop(depth: number): void {
    const { program, expressions } = this;
    const name = program.fresh("n");
    program.line(`${name} = ${1 + program.random.below(4)}`);
    this.looping(`while ${name} > 0${program.random.oneIn(3) ? ` and ${expressions.of("bool", 1)}` : ""}:`, depth, () =>
      program.line(`${name} -= 1`),
    );
  }

  private guarded(depth: number): void {
    const { program } = this;
    const { random } = program;
    program.block("try:", () => this.body(1, 3, depth));
    const handlers = random.below(3);
    for (let i = 0; i < handlers; i++) {
      const name = random.oneIn(2) ? program.fresh("e") : null;
      program.block(`except ${random.pick(EXCEPTIONS)}${name ? ` as ${name}` : ""}:`, () => {
        if (name) program.line(`report(${name})`);
        this.body(1, 2, depth);
        if (random.oneIn(5)) program.line(random.pick(["raise", `raise RuntimeError(${this.expressions.any(1)})`]));
      });
    }
    if (handlers > 0 && random.oneIn(4)) program.block("else:", () => this.body(1, 1, depth));
    if (handlers === 0 || random.oneIn(3)) program.block("finally:", () => this.body(1, 2, depth));
  }

  private groups(depth: number): void {
    const { program } = this;
    const { random } = program;
    const parts = random.some(1, 3, () => `${random.pick(RAISED)}(${this.expressions.any(1)})`);
    const nested = random.oneIn(3) ? `, ExceptionGroup('inner', [${random.pick(RAISED)}(1)])` : "";
    const { loops, inside } = program;
    program.block("try:", () => {
      this.body(0, 1, depth);
      program.line(`raise ExceptionGroup('outer', [${parts.join(", ")}${nested}])`);
    });
    // No break, continue or return there.
    program.loops = 0;
    program.inside = null;
    const name = program.fresh("e");
    program.block(`except* ${random.pick(["ValueError", "(KeyError, OSError)", "LookupError"])} as ${name}:`, () => {
      program.line(`report(${name})`);
      if (random.oneIn(3)) program.line(`raise TypeError(${this.expressions.any(1)})`);
    });
    if (random.oneIn(2)) program.block("except* RuntimeError:", () => this.body(1, 1, 0));
    program.loops = loops;
    program.inside = inside;
  }

  private managed(depth: number): void {
    const { program } = this;
    const { random } = program;
    const managers = random.some(1, 2, (i) => {
      const swallow = random.oneIn(2) ? `, ${random.pick(["ValueError", "Exception", "LookupError"])}` : "";
      return `Manager('m${i}'${swallow})${random.oneIn(2) ? ` as ${program.fresh("m")}` : ""}`;
    });
    const isAsync = (program.inside === "async" || program.inside === "async generator") && random.oneIn(2);
    if (isAsync)
      program.block(`async with AsyncThing(${random.below(4)}) as ${program.fresh("m")}:`, () =>
        this.body(1, 2, depth),
      );
    else program.block(`with ${managers.join(", ")}:`, () => this.body(1, 3, depth));
  }
}
