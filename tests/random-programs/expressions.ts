/** Random expressions of a wanted type. Some have another one, or fail: errors are part of what is compared. */
import { methodCall } from "./methods.ts";
import type { Program, Type } from "./scope.ts";

const INTS = [
  "0",
  "1",
  "2",
  "3",
  "(-1)",
  "(-7)",
  "10",
  "255",
  "256",
  "257",
  "1000",
  "(-1000)",
  "2147483648",
  "(2**63 - 1)",
  "(-2**64)",
  "10000000000000000000000000",
  "0x7f",
  "0b101",
];
const FLOATS = ["0.0", "1.0", "(-0.5)", "2.5", "1e10", "(-3.25)", "1e-7", "123456.789", "float('inf')", "1e300", "0.1"];
const STRINGS = [
  "''",
  "'a'",
  "'abc'",
  "'Hello, World'",
  "'  pad  '",
  "'é'",
  "'\\u20ac5'",
  "'\\U0001f40d'",
  "'a\\nb'",
  "'123'",
  "'AbC'",
  "('x' * 3)",
  "'ß'",
  "'a,b,,c'",
  '"it\'s"',
];
const BYTES = ["b''", "b'a'", "b'abc'", "b'\\x00\\xff'", "b'a b c'", "bytes(3)", "bytes([65, 66])"];
const BINARY = ["+", "-", "*", "//", "%", "&", "|", "^"];
const COMPARE = ["<", "<=", "==", "!=", ">", ">="];
const FORMATS: Record<string, readonly string[]> = {
  int: ["d", "x", "#b", "+d", "08d", ",", ">10", "^9", "_x", "e", ".2f", "c", "s", "%"],
  float: [".2f", "e", "g", ".3g", "+.1f", "10.3f", "%", ",.2f", "<12", "n", "d", ".0f"],
  str: ["", ">8", "^7", "*<6", ".2", "s", "=5", "d", "5.1s"],
  bool: ["", "d", ">6", "s"],
};

export class Expressions {
  /** Comprehensions around the place being written: no assignment expressions there. */
  private comprehensions = 0;

  constructor(private readonly program: Program) {}

  /** An expression of any type. */
  any(depth: number): string {
    return this.of(this.type(), depth);
  }

  type(): Type {
    return this.program.random.pick([
      "int",
      "int",
      "int",
      "float",
      "str",
      "str",
      "bytes",
      "bool",
      "list",
      "list",
      "tuple",
      "dict",
      "set",
      "thing",
    ] as const);
  }

  /** An expression that is (most probably) of that type. */
  of(type: Type, depth: number): string {
    const { random, scope } = this.program;
    // Now and then another type, so that errors and mixed operations come up.
    if (random.oneIn(80)) return this.leaf(this.type());
    const names = scope.visible(type);
    if (names.length > 0 && random.oneIn(depth > 0 ? 3 : 2)) return random.pick(names);
    if (depth <= 0) return this.leaf(type);
    if (random.oneIn(12)) return this.conditional(type, depth);
    if (random.oneIn(10)) return methodCall(this.program, this, type, depth);
    return this.compound(type, depth);
  }

  private leaf(type: Type): string {
    const { random } = this.program;
    switch (type) {
      case "int":
        return random.pick(INTS);
      case "float":
        return random.pick(FLOATS);
      case "str":
        return random.pick(STRINGS);
      case "bytes":
        return random.pick(BYTES);
      case "bool":
        return random.pick(["True", "False"]);
      case "list":
        return random.pick([
          "[]",
          "[1, 2, 3]",
          "list(range(5))",
          "['b', 'a']",
          "[None]",
          "[[], [1]]",
          "([3, 1, 2] * 2)",
        ]);
      case "tuple":
        return random.pick(["()", "(1,)", "(1, 'a')", "(1, 2, 3)", "('x', None, 2.5)", "tuple(range(4))"]);
      case "dict":
        return random.pick([
          "{}",
          "{'a': 1}",
          "{1: 'x', 2: 'y'}",
          "dict(a=1, b=2)",
          "{(1, 2): [3]}",
          "dict.fromkeys('abc', 0)",
        ]);
      case "set":
        return random.pick(["set()", "{1}", "{1, 2, 3}", "frozenset('ab')", "set(range(4))", "{'a', 1}"]);
      default:
        return "Thing(1)";
    }
  }

  private conditional(type: Type, depth: number): string {
    return `(${this.of(type, depth - 1)} if ${this.of("bool", depth - 1)} else ${this.of(type, depth - 1)})`;
  }

  private compound(type: Type, depth: number): string {
    switch (type) {
      case "int":
        return this.integer(depth - 1);
      case "float":
        return this.floating(depth - 1);
      case "str":
        return this.string(depth - 1);
      case "bytes":
        return this.bytes(depth - 1);
      case "bool":
        return this.boolean(depth - 1);
      case "list":
      case "tuple":
        return this.sequence(type, depth - 1);
      case "dict":
        return this.dict(depth - 1);
      case "set":
        return this.set(depth - 1);
      default:
        return this.thing(depth - 1);
    }
  }

  private integer(d: number): string {
    const { random } = this.program;
    const int = () => this.of("int", d);
    return random.pick([
      () => `(${int()} ${random.pick(BINARY)} ${int()})`,
      () => `(${int()} ${random.pick(BINARY)} ${int()})`,
      () => `(${int()} ** (${int()} % 5))`,
      () => `(${int()} ${random.pick(["<<", ">>"])} (${int()} % 9))`,
      () => `${random.pick(["-", "~", "+", "abs"])}(${int()})`,
      () => `len(${this.of(random.pick(["str", "list", "dict", "set", "tuple", "bytes"] as const), d)})`,
      () => `${random.pick(["min", "max"])}(${int()}, ${int()}, ${int()})`,
      () => `sum(${this.ints(d)})`,
      () => `int(${this.of(random.pick(["float", "bool", "int"] as const), d)})`,
      () => `divmod(${int()}, ${int()})[${random.below(2)}]`,
      () => `pow(${int()}, ${int()} % 20, ${random.pick(["7", "1000003", "-11"])})`,
      () => `hash(${this.of(random.pick(["int", "float", "tuple", "bool"] as const), d)})`,
      () => `round(${this.of("float", d)})`,
      () => `ord(${this.of("str", d)}[:1] or 'q')`,
      () => `${this.of("list", d)}[${int()} % 3]`,
      () => (this.comprehensions > 0 ? int() : `(${this.program.fresh("w")} := ${int()})`),
      () => `(lambda p, q=${int()}: p ${random.pick(["+", "-", "*"])} q)(${int()})`,
    ])();
  }

  private floating(d: number): string {
    const { random } = this.program;
    const float = () => this.of("float", d);
    return random.pick([
      () => `(${float()} ${random.pick(["+", "-", "*", "/", "//", "%"])} ${float()})`,
      () => `(${this.of("int", d)} / ${this.of("int", d)})`,
      () => `float(${this.of("int", d)})`,
      () => `(${float()} ** 2)`,
      () => `round(${float()}, ${random.below(5)})`,
      () => `abs(${float()})`,
      () => `${random.pick(["min", "max"])}(${float()}, ${this.of("int", d)})`,
    ])();
  }

  private string(d: number): string {
    const { random } = this.program;
    const str = () => this.of("str", d);
    return random.pick([
      () => `(${str()} + ${str()})`,
      () => `(${str()} * (${this.of("int", d)} % 4))`,
      () => `${random.pick(["str", "repr", "ascii", "text"])}(${this.any(d)})`,
      () => this.fstring(d),
      () => this.fstring(d),
      () => this.percent(d),
      () => `${str()}[${this.slice(d)}]`,
      () => `(${str()} or 'q')[${this.of("int", d)} % 2]`,
      () => `chr(${this.of("int", d)} % 300)`,
      () => `format(${this.of("int", d)}, ${JSON.stringify(random.pick(FORMATS.int))})`,
      () => `${random.pick(["bin", "hex", "oct"])}(${this.of("int", d)})`,
      () => `'{} {0!r:>5} {x}'.format(${this.any(d)}, x=${this.any(d)})`,
      () => `'{0!r:>5} {x[0]} {y.args}'.format(${str()}, x=${this.of("list", d)}, y=Thing(${this.of("int", d)}))`,
      () => `type(${this.any(d)}).__name__`,
      () => `${random.pick(["min", "max"])}(${str()}, ${str()}, key=len)`,
    ])();
  }

  private fstring(d: number): string {
    const { random } = this.program;
    const parts = random.some(1, 3, () => {
      const type = random.pick(["int", "float", "str", "bool", "list"] as const);
      const spec = FORMATS[type] && random.oneIn(2) ? `:${random.pick(FORMATS[type])}` : "";
      const mark = random.pick(["", "", "!r", "!s", "!a"]);
      return `<{${this.of(type, d)}${random.oneIn(6) ? "=" : ""}${mark}${mark && type !== "str" ? "" : spec}}>`;
    });
    return `f"""${parts.join(" ").replaceAll('"""', "'''")}"""`;
  }

  private percent(d: number): string {
    const { random } = this.program;
    const spec = random.pick(["%d", "%5d", "%-5d|", "%x", "%s", "%r", "%.2f", "%e", "%c", "%03d", "%+d", "%i%%"]);
    const value = /[sr]/.test(spec)
      ? this.any(d)
      : this.of(spec.includes("f") || spec.includes("e") ? "float" : "int", d);
    return `(${JSON.stringify(spec)} % (${value},))`;
  }

  private bytes(d: number): string {
    const { random } = this.program;
    const bytes = () => this.of("bytes", d);
    return random.pick([
      () => `(${bytes()} + ${bytes()})`,
      () => `${this.of("str", d)}.encode()`,
      () => `bytes(${this.ints(d)})`,
      () => `${bytes()}[${this.slice(d)}]`,
      () => `(${bytes()} * (${this.of("int", d)} % 3))`,
      () => `bytearray(${bytes()})`,
    ])();
  }

  private boolean(d: number): string {
    const { random } = this.program;
    const type = this.type();
    return random.pick([
      () => `(${this.of(type, d)} ${random.pick(COMPARE)} ${this.of(type, d)})`,
      () =>
        `(${this.of("int", d)} ${random.pick(COMPARE)} ${this.of("float", d)} ${random.pick(COMPARE)} ${this.of("int", d)})`,
      () => `(not ${this.any(d)})`,
      () => `(${this.of("bool", d)} ${random.pick(["and", "or"])} ${this.of("bool", d)})`,
      () =>
        `(${this.any(d)} ${random.pick(["in", "not in"])} ${this.of(random.pick(["list", "tuple", "dict", "set"] as const), d)})`,
      () => `(${this.any(d)} is ${random.pick(["not ", ""])}None)`,
      () => `isinstance(${this.any(d)}, ${random.pick(["int", "str", "(list, tuple)", "dict", "int | str", "Thing"])})`,
      () => `${random.pick(["any", "all"])}(${this.of("list", d)})`,
      () => `bool(${this.any(d)})`,
      () => `callable(${this.any(d)})`,
      () =>
        `${this.of("str", d)}.${random.pick(["isdigit", "isalpha", "islower", "isupper", "isspace", "isidentifier", "istitle", "isascii"])}()`,
    ])();
  }

  /** Something that iterates over ints. */
  ints(d: number): string {
    const { random } = this.program;
    return random.pick([
      () => `range(${this.of("int", d)} % 9)`,
      () => `range(${this.of("int", 0)} % 5, ${this.of("int", 0)} % 12, ${random.pick(["1", "2", "-1", "3"])})`,
      () => `[${random.some(0, 4, () => this.of("int", d - 1)).join(", ")}]`,
      () => this.generatorOfInts(d),
      () => `map(abs, [${random.some(1, 3, () => this.of("int", d - 1)).join(", ")}])`,
    ])();
  }

  private generatorOfInts(d: number): string {
    this.comprehensions++;
    const value = this.of("int", d - 1);
    this.comprehensions--;
    return `(${value} % 256 for _ in range(3))`;
  }

  /** Something to iterate over, of any kind. */
  iterable(d: number): string {
    const { random } = this.program;
    return random.pick([
      () => this.ints(d),
      () => this.of(random.pick(["list", "tuple", "str"] as const), d),
      () => `enumerate(${this.of("list", d)}, ${random.below(3)})`,
      () => `zip(${this.of("list", d)}, ${this.of("str", d)}${random.oneIn(4) ? ", strict=True" : ""})`,
      () => `${this.of("dict", d)}.${random.pick(["items", "keys", "values"])}()`,
      () => `reversed(${this.of("list", d)})`,
      () => `sorted(${this.ints(d)}, reverse=${this.of("bool", d)})`,
      () => `filter(None, ${this.of("list", d)})`,
    ])();
  }

  private slice(d: number): string {
    const { random } = this.program;
    const bound = () => (random.oneIn(3) ? "" : `${this.of("int", d - 1)} % 5`);
    return `${bound()}:${bound()}${random.oneIn(3) ? `:${random.pick(["1", "2", "-1", "-2"])}` : ""}`;
  }

  private sequence(type: "list" | "tuple", d: number): string {
    const { random } = this.program;
    const items = () => random.some(0, 4, () => (random.oneIn(8) ? `*${this.iterable(d)}` : this.any(d)));
    const display = (parts: string[]) =>
      type === "list" ? `[${parts.join(", ")}]` : `(${parts.map((p) => `${p},`).join(" ")})`;
    return random.pick([
      () => display(items()),
      () => display(items()),
      () => `${type}(${this.iterable(d)})`,
      () => this.comprehension(type, d),
      () => `(${this.of(type, d)} + ${this.of(type, d)})`,
      () => `${this.of(type, d)}[${this.slice(d)}]`,
      () => `(${this.of(type, d)} * (${this.of("int", d)} % 3))`,
      () =>
        type === "list"
          ? `sorted(${this.iterable(d)}, key=${random.pick(["str", "repr", "text", "lambda p: (len(str(p)), str(p))"])})`
          : `divmod(${this.of("int", d)}, ${this.of("int", d)})`,
    ])();
  }

  private comprehension(type: "list" | "tuple" | "set", d: number): string {
    const { random } = this.program;
    this.comprehensions++;
    const name = this.program.fresh("c");
    const second = random.oneIn(4)
      ? ` for ${this.program.fresh("c")} in ${random.pick(["range(2)", "'xy'", `(${name},)`])}`
      : "";
    const condition = random.oneIn(3)
      ? ` if ${random.pick([`${name}`, `text(${name}) > '3'`, this.of("bool", d - 1)])}`
      : "";
    const value = random.pick([
      name,
      `text(${name})`,
      `(${name}, ${this.of("int", d - 1)})`,
      this.any(d - 1),
      `${name} * 2`,
    ]);
    const iterable = this.iterable(d - 1);
    this.comprehensions--;
    if (type === "set") return `{text(${value}) for ${name} in ${iterable}${condition}}`;
    const body = `${value} for ${name} in ${iterable}${second}${condition}`;
    return type === "list" ? `[${body}]` : `tuple(${body})`;
  }

  private dict(d: number): string {
    const { random } = this.program;
    const key = () => this.of(random.pick(["int", "str", "bool", "tuple", "float"] as const), d - 1);
    const name = this.program.fresh("k");
    return random.pick([
      () => `{${random.some(0, 4, () => `${key()}: ${this.any(d)}`).join(", ")}}`,
      () => this.dictComprehension(name, d),
      () => `{**${this.of("dict", d)}, ${key()}: ${this.any(d)}}`,
      () => `(${this.of("dict", d)} | ${this.of("dict", d)})`,
      () => `dict(zip(${this.of("str", d)}, ${this.of("list", d)}))`,
      () => `dict(${this.of("dict", d)}, a=${this.any(d)})`,
    ])();
  }

  private dictComprehension(name: string, d: number): string {
    this.comprehensions++;
    const value = this.program.random.pick([name, `text(${name})`, this.any(d - 1)]);
    const source = this.ints(d);
    this.comprehensions--;
    return `{${name}: ${value} for ${name} in ${source}}`;
  }

  private set(d: number): string {
    const { random } = this.program;
    return random.pick([
      () =>
        `{${random.some(1, 4, () => this.of(random.pick(["int", "int", "bool", "float"] as const), d)).join(", ")}}`,
      () => `set(${this.ints(d)})`,
      () => `(${this.of("set", d)} ${random.pick(["&", "|", "-", "^"])} ${this.of("set", d)})`,
      () => this.comprehension("set", d),
      () => `frozenset(${this.ints(d)})`,
    ])();
  }

  private thing(d: number): string {
    const { random, classes } = this.program;
    const name = classes.length > 0 ? random.pick(classes).name : "Thing";
    return `${name}(${random.some(0, 3, () => this.any(d)).join(", ")})`;
  }

  /** A call of a function of the program; null when there is none. */
  call(d: number): string | null {
    const { random, functions } = this.program;
    if (functions.length === 0) return null;
    const f = random.pick(functions);
    const args = f.required.map((name) => (random.oneIn(5) ? `${name}=${this.any(d)}` : this.any(d)));
    for (const name of [...f.optional, ...f.keywordOnly]) if (random.oneIn(2)) args.push(`${name}=${this.any(d)}`);
    if (random.oneIn(10)) args.splice(random.below(args.length + 1), 1);
    if (random.oneIn(10)) args.push(random.pick(["*(1, 2)", "**{'z': 1}", `*${this.of("list", d)}`, "zz=3"]));
    // Positional arguments come first.
    const rank = (a: string) => (/^[a-z]\w*=[^=]/.test(a) ? 1 : a.startsWith("**") ? 2 : 0);
    args.sort((a, b) => rank(a) - rank(b));
    const call = `${f.name}(${args.join(", ")})`;
    if (f.kind === "plain") return call;
    if (f.kind === "generator")
      return random.pick([`list(${call})`, `next(${call}, None)`, `sum(map(len, map(text, ${call})))`, `[*${call}]`]);
    if (f.kind === "async") return `drive(${call})`;
    return `drive(${random.pick([`anext(${call}, 'end')`, `${call}.aclose()`, `${call}.asend(None)`])})`;
  }
}
