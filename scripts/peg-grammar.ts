/**
 * Reads the notation of src/compiler/python.peg (described at the head of that file) into rules.
 *
 * Also computes what the emitter needs to know of each piece: which tokens can come first in the first pass, and
 * whether it can match nothing.
 */

import * as kinds from "../src/compiler/token-kinds.ts";
import { kindOf, LAST_NAME_KIND, NAME } from "../src/compiler/token-kinds.ts";

export type Item =
  | { type: "token"; name: string; kinds: number[] }
  | { type: "rule"; name: string; level: number }
  | { type: "group"; alternatives: Alternative[] }
  | { type: "optional"; item: Item }
  | { type: "star" | "plus"; item: Item }
  | { type: "separated"; item: Item; separator: Item }
  | { type: "and" | "not"; item: Item }
  | { type: "need"; token: Item; spelling: string }
  | { type: "cut" };

export interface Element {
  label: string | null;
  item: Item;
}

export interface Alternative {
  when: "always" | "error" | "fast";
  elements: Element[];
  action: string | null;
}

export interface Rule {
  name: string;
  resultType: string;
  memo: boolean;
  quiet: boolean;
  deep: number;
  alternatives: Alternative[];
  /** For `operators` rules: the rows from loosest to tightest and the rule of the operands. */
  operators: { operand: string; rows: { operators: [number, string][]; error: string | null }[] } | null;
}

export interface Grammar {
  typescript: string;
  rules: Map<string, Rule>;
}

const TOKEN_NAMES: Record<string, number[]> = {
  NAME: [1, 2, 3, 4, 5],
  NUMBER: [kinds.NUMBER],
  STRING: [kinds.STRING],
  FSTRING_START: [kinds.FSTRING_START],
  FSTRING_MIDDLE: [kinds.FSTRING_MIDDLE],
  FSTRING_END: [kinds.FSTRING_END],
  NEWLINE: [kinds.NEWLINE],
  INDENT: [kinds.INDENT],
  DEDENT: [kinds.DEDENT],
  ENDMARKER: [kinds.ENDMARKER],
  TYPE_COMMENT: [kinds.TYPE_COMMENT],
};
if (NAME !== 1 || LAST_NAME_KIND !== 5) throw new Error("the kinds of names have moved");

export function readGrammar(text: string): Grammar {
  let typescript = "";
  const withoutCode = text.replace(/^--- typescript\n([\s\S]*?)^--- end\n/gm, (_, code: string) => {
    typescript += code;
    return "";
  });
  const source = expandTemplates(withoutCode.replace(/^#.*$/gm, ""));
  const rules = new Map<string, Rule>();
  for (const chunk of source.split(/\n(?=[a-z])/)) {
    if (chunk.trim() === "") continue;
    const rule = chunk.startsWith("operators ") ? readOperators(chunk) : new RuleReader(chunk).read();
    if (rules.has(rule.name)) throw new Error(`two rules are named ${rule.name}`);
    rules.set(rule.name, rule);
  }
  return { typescript, rules };
}

function expandTemplates(source: string): string {
  const pattern = /^template \(([^)]*)\) =(.*)\n([\s\S]*?)^end\n/gm;
  return source.replace(pattern, (_, names: string, values: string, body: string) => {
    const parameters = names.split(",").map((name) => name.trim());
    const groups = values.match(/\((?:"[^"]*"|[^()"])*\)/g) ?? [];
    return groups
      .map((group) => {
        const words = group.slice(1, -1).match(/(?:"[^"]*"|[^,"])+|(?<=^)(?=,)/g) ?? [];
        return parameters.reduce((text, name, i) => text.replaceAll(`$${name}`, (words[i] ?? "").trim()), body);
      })
      .join("\n");
  });
}

function readOperators(chunk: string): Rule {
  const head = /^operators (\w+) : (.+) over (\w+) =\n/.exec(chunk);
  if (head === null) throw new Error(`cannot read ${chunk}`);
  const rows = chunk
    .slice(head[0].length)
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => ({
      operators: [...line.matchAll(/"([^"]+)" (\w+)/g)].map((m): [number, string] => [kindOf(m[1]), m[2]]),
      error: /error (\w+)/.exec(line)?.[1] ?? null,
    }));
  const operators = { operand: head[3], rows };
  return { name: head[1], resultType: head[2], memo: false, quiet: false, deep: 0, alternatives: [], operators };
}

/** Recursive descent over the text of one rule. */
class RuleReader {
  private pos = 0;

  constructor(private readonly text: string) {}

  read(): Rule {
    const head = /^(\w+) : (.+?)((?: memo| quiet| deep \d+)*) =\s/.exec(this.text);
    if (head === null) throw new Error(`cannot read the head of ${this.text}`);
    this.pos = head[0].length;
    const alternatives = this.alternatives();
    this.space();
    if (this.pos < this.text.length) throw this.error("something is left over");
    return {
      name: head[1],
      resultType: head[2],
      memo: head[3].includes("memo"),
      quiet: head[3].includes("quiet"),
      deep: Number(/deep (\d+)/.exec(head[3])?.[1] ?? 0),
      alternatives,
      operators: null,
    };
  }

  private error(message: string): Error {
    return new Error(`${message}: ${this.text.slice(0, this.pos)} <<here>> ${this.text.slice(this.pos)}`);
  }

  private space(): void {
    while (/\s/.test(this.text[this.pos] ?? "")) this.pos++;
  }

  private take(pattern: RegExp): RegExpExecArray | null {
    this.space();
    const sticky = new RegExp(pattern.source, "y");
    sticky.lastIndex = this.pos;
    const match = sticky.exec(this.text);
    if (match !== null) this.pos += match[0].length;
    return match;
  }

  /** Alternatives with `/` before each (in a rule) or between them (in brackets). */
  private alternatives(): Alternative[] {
    const list: Alternative[] = [];
    let slash = this.take(/\/(error|fast)?/);
    do {
      const elements: Element[] = [];
      for (let element = this.element(); element !== null; element = this.element()) elements.push(element);
      if (elements.length === 0) throw this.error("an alternative is empty");
      const action = this.take(/->/) === null ? null : this.action();
      list.push({ when: (slash?.[1] as "error" | "fast" | undefined) ?? "always", elements, action });
      slash = this.take(/\/(error|fast)?/);
    } while (slash !== null);
    return list;
  }

  /** TypeScript up to the end of the line or to a bracket or `/` of the notation around it. */
  private action(): string {
    const start = this.pos;
    let depth = 0;
    for (; this.pos < this.text.length; this.pos++) {
      const c = this.text[this.pos];
      if (c === '"' || c === "'" || c === "`") this.pos = this.text.indexOf(c, this.pos + 1);
      else if (c === "(" || c === "[" || c === "{") depth++;
      else if (c === ")" || c === "]" || c === "}") {
        if (depth === 0) break;
        depth--;
      } else if (depth === 0 && (c === "\n" || c === "/")) break;
    }
    return this.text.slice(start, this.pos).trim();
  }

  private element(): Element | null {
    const label = this.take(/(\w+)=(?!=)/)?.[1] ?? null;
    if (this.take(/\^/)) return { label, item: { type: "cut" } };
    if (this.take(/&/)) return { label, item: { type: "and", item: this.suffixed()! } };
    if (this.take(/!/)) return { label, item: { type: "not", item: this.suffixed()! } };
    const need = this.take(/need "([^"]+)"/);
    if (need !== null)
      return { label, item: { type: "need", token: token(need[1], [kindOf(need[1])]), spelling: need[1] } };
    const item = this.suffixed();
    if (item === null && label !== null) throw this.error("a label stands alone");
    return item === null ? null : { label, item };
  }

  private suffixed(): Item | null {
    const item = this.primary();
    if (item === null) return null;
    if (this.take(/\*/)) return { type: "star", item };
    if (this.take(/\+/)) return { type: "plus", item };
    if (this.take(/%/)) return { type: "separated", item, separator: this.primary()! };
    return item;
  }

  private primary(): Item | null {
    const spelling = this.take(/"([^"]+)"|`([^`]+)`/);
    if (spelling !== null) return token(spelling[0], [kindOf(spelling[1] ?? spelling[2])]);
    if (this.take(/\(/)) return this.group(")");
    if (this.take(/\[/)) return { type: "optional", item: this.group("]") };
    const name = this.take(/(\w+)(?:@(\d+))?/);
    if (name === null) return null;
    const tokenKinds = TOKEN_NAMES[name[1]];
    return tokenKinds === undefined
      ? { type: "rule", name: name[1], level: Number(name[2] ?? -1) }
      : token(name[1], tokenKinds);
  }

  /** The rest of a bracket. One that only groups is its content; a choice of plain tokens is one token of several kinds. */
  private group(close: string): Item {
    const alternatives = this.alternatives();
    this.space();
    if (this.text[this.pos] !== close) throw this.error(`no ${close}`);
    this.pos++;
    const plain = alternatives.every((a) => a.action === null && a.elements.length === 1);
    if (plain && alternatives.length === 1) return alternatives[0].elements[0].item;
    const items = alternatives.map((a) => a.elements[0].item);
    if (plain && items.every((item) => item.type === "token")) {
      return token(
        items.map((item) => item.name).join(" "),
        items.flatMap((item) => item.kinds),
      );
    }
    return { type: "group", alternatives };
  }
}

function token(name: string, tokenKinds: number[]): Extract<Item, { type: "token" }> {
  return { type: "token", name, kinds: tokenKinds };
}

/** The tokens that can begin a rule in the first pass, and whether it can match nothing. */
export interface First {
  kinds: Set<number>;
  isNullable: boolean;
}

export class FirstSets {
  private readonly byRule = new Map<string, First>();

  constructor(grammar: Grammar) {
    for (const name of grammar.rules.keys()) this.byRule.set(name, { kinds: new Set(), isNullable: false });
    for (let changed = true; changed; ) {
      changed = false;
      for (const rule of grammar.rules.values()) {
        const known = this.byRule.get(rule.name)!;
        const found = this.ofRule(rule);
        if (found.kinds.size > known.kinds.size || found.isNullable !== known.isNullable) changed = true;
        this.byRule.set(rule.name, found);
      }
    }
  }

  private ofRule(rule: Rule): First {
    return rule.operators === null ? this.ofAlternatives(rule.alternatives) : this.named(rule.operators.operand);
  }

  private named(name: string): First {
    const first = this.byRule.get(name);
    if (first === undefined) throw new Error(`there is no rule ${name}`);
    return first;
  }

  ofAlternatives(alternatives: Alternative[]): First {
    const all = alternatives.filter((a) => a.when !== "error").map((a) => this.ofElements(a.elements));
    return { kinds: new Set(all.flatMap((f) => [...f.kinds])), isNullable: all.some((f) => f.isNullable) };
  }

  ofElements(elements: Element[]): First {
    const kindsFound = new Set<number>();
    for (const { item } of elements) {
      const first = this.ofItem(item);
      for (const kind of first.kinds) kindsFound.add(kind);
      if (!first.isNullable) return { kinds: kindsFound, isNullable: false };
    }
    return { kinds: kindsFound, isNullable: true };
  }

  ofItem(item: Item): First {
    switch (item.type) {
      case "token":
        return { kinds: new Set(item.kinds), isNullable: false };
      case "rule":
        return this.named(item.name);
      case "group":
        return this.ofAlternatives(item.alternatives);
      case "optional":
      case "star":
        return { kinds: this.ofItem(item.item).kinds, isNullable: true };
      case "plus":
      case "separated":
        return this.ofItem(item.item);
      case "need":
        throw new Error("a token that must come cannot come first");
      default:
        return { kinds: new Set(), isNullable: true };
    }
  }
}
