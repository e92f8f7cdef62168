/** Random functions, generators, coroutines, closures and classes. */
import type { KnownFunction, Program } from "./scope.ts";
import type { Statements } from "./statements.ts";

const BINARY_METHODS = [
  "__add__",
  "__sub__",
  "__eq__",
  "__lt__",
  "__getitem__",
  "__contains__",
  "__mul__",
  "__radd__",
  "__call__",
  "__or__",
  "__matmul__",
];

export class Definitions {
  constructor(
    private readonly program: Program,
    private readonly statements: Statements,
  ) {}

  private get random() {
    return this.program.random;
  }

  /** A function with parameters of all kinds; it can be called once its definition is complete. */
  function(depth: number): void {
    const { program, random } = this;
    const f: KnownFunction = {
      name: program.fresh("f"),
      required: random.some(0, 2, () => program.fresh("p")),
      optional: random.some(0, 2, () => program.fresh("o")),
      keywordOnly: random.some(0, 1, () => program.fresh("k")),
      kind: random.pick(["plain", "plain", "plain", "generator", "async", "async generator"] as const),
    };
    if (random.oneIn(4)) program.line(`@${random.pick(["traced", "traced", "(lambda g: g)"])}`);
    const isAsync = f.kind.startsWith("async");
    program.block(`${isAsync ? "async " : ""}def ${f.name}(${this.parameters(f)}):`, () => this.functionBody(f, depth));
    program.functions.push(f);
  }

  private parameters(f: KnownFunction): string {
    const { random } = this;
    const { expressions } = this.statements;
    const parts: string[] = f.required.map((name) => (random.oneIn(5) ? `${name}: ${expressions.type()}` : name));
    parts.push(...f.optional.map((name) => `${name}=${expressions.any(1)}`));
    const star = random.oneIn(5) ? "*rest" : "*";
    if (f.keywordOnly.length > 0) parts.push(star, ...f.keywordOnly.map((name) => `${name}=${expressions.any(1)}`));
    else if (random.oneIn(6)) parts.push("*rest");
    if (random.oneIn(6)) parts.push("**more");
    return parts.join(", ");
  }

  private functionBody(f: KnownFunction, depth: number): void {
    const { program, statements, random } = this;
    program.inScope("function", () => {
      program.inside = f.kind;
      for (const name of [...f.required, ...f.optional, ...f.keywordOnly])
        program.scope.set(name, statements.expressions.type());
      if (random.oneIn(4)) program.line('"""A docstring."""');
      statements.body(1, 3, depth);
      if (f.kind === "plain") program.line(`return ${statements.expressions.any(2)}`);
      else if (f.kind === "async") this.awaiting();
      else program.line(`yield ${statements.expressions.any(1)}`);
    });
  }

  private awaiting(): void {
    const { program, random } = this;
    const { expressions } = this.statements;
    const name = program.fresh("a");
    const choice = random.below(3);
    if (choice === 0)
      program.line(
        `${name} = [${name} async for ${name} in AsyncThing(${random.below(4)}) if ${expressions.of("bool", 1)}]`,
      );
    else if (choice === 1)
      program.block(`async for ${name} in AsyncThing(${random.below(4)}):`, () =>
        program.line(`show(${name}, await AsyncThing(${name}))`),
      );
    else program.line(`${name} = await AsyncThing(${random.below(9)})`);
    program.line(`return (${name}, ${expressions.any(1)})`);
  }

  /** Functions in a function that share its variables. */
  closure(depth: number): void {
    const { program, random } = this;
    const { expressions } = this.statements;
    const [outer, variable, inner] = [program.fresh("f"), program.fresh("x"), program.fresh("g")];
    program.block(`def ${outer}(${variable}):`, () => {
      program.inScope("function", () => {
        program.inside = "plain";
        program.scope.set(variable, "int");
        program.block(`def ${inner}(step=${expressions.of("int", 1)}):`, () => {
          if (random.oneIn(2)) program.line(`nonlocal ${variable}`);
          else program.line(`${variable} = step`);
          program.line(`${variable} += step`);
          program.line(`return clip(${variable})`);
        });
        this.statements.body(0, 2, Math.min(depth, 1));
        if (random.oneIn(4)) program.line(`del ${variable}`);
        program.line(random.pick([`return ${inner}`, `return [${inner} for _ in range(2)]`, `return ${inner}()`]));
      });
    });
    const result = program.fresh("r");
    program.line(`${result} = ${outer}(${expressions.of("int", 1)})`);
    program.line(
      `show(${result}, ${random.pick([`${result}()`, `${result}(3) + ${result}()`, `${result}[0](2)`, `${outer}.__code__.co_cellvars`, `${result}.__closure__ and len(${result}.__closure__)`])})`,
    );
  }

  class(depth: number): void {
    const { program, random, statements } = this;
    const { expressions } = statements;
    const known = { name: program.fresh("C"), methods: [] as string[], attributes: [] as string[] };
    const bases =
      program.classes.length > 0 && random.oneIn(2)
        ? [...new Set(random.some(1, 2, () => random.pick(program.classes).name))].join(", ")
        : random.pick(["Thing", "Thing", "Thing", "list, Thing", "dict, Thing", "int"]);
    program.block(`class ${known.name}(${bases}):`, () => {
      program.inScope("class", () => {
        program.inside = null;
        if (random.oneIn(4))
          program.line(`__slots__ = (${random.some(1, 2, () => `"s${random.below(4)}"`).join(", ")},)`);
        for (const name of random.some(1, 2, () => program.fresh("d"))) {
          program.line(`${name} = ${expressions.any(2)}`);
          program.scope.set(name, "int");
          known.attributes.push(name);
        }
        for (let i = random.below(3); i >= 0; i--) this.method(known, depth);
        if (random.oneIn(2)) this.special();
      });
    });
    program.classes.push(known);
    const instance = program.fresh("v");
    program.line(`${instance} = ${known.name}(${random.some(0, 2, () => expressions.any(1)).join(", ")})`);
    program.scope.set(instance, "thing");
    program.line(
      `show(${instance}, ${random.pick([`${known.name}.__mro__[1:-1]`, `${instance} == ${instance}`, `${instance} + 1`, `${instance}[0]`, `super(${known.name}, ${instance}).__repr__()`, `isinstance(${instance}, Thing)`, `sorted(${known.name}.__dict__)`])})`,
    );
  }

  private method(known: { methods: string[]; attributes: string[] }, depth: number): void {
    const { program, random, statements } = this;
    const { expressions } = statements;
    const name = program.fresh("m");
    const kind = random.pick(["plain", "plain", "property", "classmethod", "staticmethod"] as const);
    if (kind !== "plain") program.line(`@${kind}`);
    program.block(`def ${name}(${kind === "staticmethod" ? "" : kind === "classmethod" ? "cls" : "self"}):`, () => {
      program.inScope("function", () => {
        program.inside = "plain";
        if (kind === "plain" && random.oneIn(2))
          program.line(`self.${random.pick(["tag", "args", "s0", "s1"])} = ${expressions.any(2)}`);
        statements.body(0, 2, Math.min(depth, 1));
        const own =
          kind === "plain" || kind === "property"
            ? [`self.${random.pick([...known.attributes, "args"])}`, "type(self).__name__", "super().__repr__()"]
            : [];
        program.line(`return ${random.pick([...own, expressions.any(2)])}`);
      });
    });
    if (kind === "property") known.attributes.push(name);
    else known.methods.push(name);
  }

  private special(): void {
    const { program, random } = this;
    const { expressions } = this.statements;
    const name = random.pick([
      ...BINARY_METHODS,
      "__len__",
      "__iter__",
      "__bool__",
      "__hash__",
      "__getattr__",
      "__init_subclass__",
      "__del__",
      "__set_name__",
      "__index__",
      "__format__",
    ]);
    const parameters: Record<string, string> = {
      __len__: "self",
      __iter__: "self",
      __bool__: "self",
      __hash__: "self",
      __del__: "self",
      __index__: "self",
      __init_subclass__: "cls, **kw",
      __set_name__: "self, owner, name",
    };
    program.block(`def ${name}(${parameters[name] ?? "self, other"}):`, () => {
      program.inScope("function", () => {
        program.inside = "plain";
        if (name === "__del__") return program.line("print('deleted')");
        if (name === "__init_subclass__") return program.line("print('subclass', cls.__name__, kw)");
        if (name === "__iter__") return program.line(`return iter(${expressions.of("list", 2)})`);
        // Iteration over it comes to an end.
        if (name === "__getitem__") program.block("if other > 4:", () => program.line("raise IndexError(other)"));
        if (name === "__getattr__") {
          program.block("if other.startswith('__'):", () => program.line("raise AttributeError(other)"));
          return program.line(`return ${expressions.any(1)}`);
        }
        const type = { __len__: "int", __bool__: "bool", __hash__: "int", __index__: "int", __format__: "str" }[name] as
          | "int"
          | undefined;
        program.line(
          `return ${random.oneIn(6) ? "NotImplemented" : type ? expressions.of(type, 1) : expressions.any(2)}`,
        );
      });
    });
  }
}
