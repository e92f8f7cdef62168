/** What a program being generated knows: names by the type that they (probably) hold, functions, classes. */
import type { Random } from "./random.ts";

export const TYPES = ["int", "float", "str", "bytes", "bool", "list", "tuple", "dict", "set", "thing"] as const;
export type Type = (typeof TYPES)[number];

export interface KnownFunction {
  name: string;
  /** Names of parameters: required positional ones, then the optional, then keyword-only ones. */
  required: string[];
  optional: string[];
  keywordOnly: string[];
  kind: "plain" | "generator" | "async" | "async generator";
}

export interface KnownClass {
  name: string;
  methods: string[];
  attributes: string[];
}

/** One namespace; names of the enclosing ones can be read. */
export class Scope {
  private readonly names = new Map<string, Type>();

  constructor(
    readonly parent: Scope | null,
    readonly kind: "module" | "function" | "class",
  ) {}

  set(name: string, type: Type): void {
    this.names.set(name, type);
  }

  /** Forgets what has been set since `before`, a copy of the names. */
  restore(before: ReadonlyMap<string, Type>): void {
    for (const name of this.names.keys()) if (!before.has(name)) this.names.delete(name);
  }

  copy(): ReadonlyMap<string, Type> {
    return new Map(this.names);
  }

  own(): string[] {
    return [...this.names.keys()];
  }

  /** Names of that type that can be seen from here, classes between left out. */
  visible(type: Type): string[] {
    const found: string[] = [];
    for (let scope: Scope | null = this; scope !== null; scope = scope.parent) {
      if (scope.kind === "class" && scope !== this) continue;
      for (const [name, known] of scope.names) if (known === type) found.push(name);
    }
    return found;
  }
}

/** The state of one program. */
export class Program {
  readonly functions: KnownFunction[] = [];
  readonly classes: KnownClass[] = [];
  private counter = 0;
  private readonly lines: string[] = [];
  private indent = 0;
  /** Statements that may still be written. */
  budget: number;
  scope: Scope = new Scope(null, "module");
  /** Loops around the place being written, in the same function. */
  loops = 0;
  /** The kind of function around the place being written. */
  inside: KnownFunction["kind"] | null = null;

  constructor(
    readonly random: Random,
    budget: number,
  ) {
    this.budget = budget;
  }

  fresh(prefix: string): string {
    return `${prefix}${this.counter++}`;
  }

  line(text: string): void {
    this.lines.push("    ".repeat(this.indent) + text);
  }

  /**
   * `head` and below it what `body` writes; `pass` if that is nothing. Names that are new in it may be unbound behind it: they
   * are forgotten, and functions and classes too unless `keep`.
   */
  block(head: string, body: () => void, keep = false): void {
    this.line(head);
    this.indent++;
    const before = this.lines.length;
    const { scope, functions, classes } = this;
    const [names, functionCount, classCount] = [scope.copy(), functions.length, classes.length];
    body();
    scope.restore(names);
    if (!keep) {
      functions.length = functionCount;
      classes.length = classCount;
    }
    if (this.lines.length === before) this.line("pass");
    this.indent--;
  }

  /** Runs `body` in a namespace of its own. */
  inScope(kind: "function" | "class", body: () => void): void {
    const { loops, inside } = this;
    this.scope = new Scope(this.scope, kind);
    this.loops = 0;
    body();
    this.scope = this.scope.parent!;
    this.loops = loops;
    this.inside = inside;
  }

  source(): string {
    return `${this.lines.join("\n")}\n`;
  }
}
