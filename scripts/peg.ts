/**
 * The parser generator: `npx tsx scripts/peg.ts` reads src/compiler/python.peg and writes src/compiler/parser.generated.ts.
 *
 * Each rule becomes a function that returns its value, or null with any position. Whoever calls it and goes on after
 * a failure sets the position back. Alternatives that the token at hand rules out are skipped without a call; direct left recursion
 * is a loop; results are remembered only where the grammar asks for it.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { LAST_NAME_KIND, NAME, NEWLINE, NUMBER } from "../src/compiler/token-kinds.ts";
import type { Alternative, Element, Grammar, Item, Rule } from "./peg-grammar.ts";
import { FirstSets, readGrammar } from "./peg-grammar.ts";
import { PRELUDE } from "./peg-prelude.ts";

/** What becomes of the value of an alternative that has matched. */
type Then = (value: string) => string;

class Emitter {
  private readonly first: FirstSets;
  private functions: string[] = [];
  private memoCount = 0;
  private labelCount = 0;
  /** Names of functions for groups and repetitions by what they do: equal pieces share one. */
  private readonly shared = new Map<string, string>();
  /** FIRST sets too large for comparisons, as strings of their kinds; the number is the row of SETS. */
  private readonly sets = new Map<string, number>();

  /** How the kind of the token at hand is read: inline, but by a call where time does not matter and size does. */
  private peek = INLINE_PEEK;
  /** The rules that can end with a token that is no part of a node: NEWLINE, DEDENT ... */
  private readonly endsInLayout = new Set<string>();

  constructor(private readonly grammar: Grammar) {
    this.first = new FirstSets(grammar);
    for (let size = -1; size !== this.endsInLayout.size; ) {
      size = this.endsInLayout.size;
      for (const rule of grammar.rules.values()) {
        if (rule.alternatives.some((a) => this.canEndInLayout(a.elements))) this.endsInLayout.add(rule.name);
      }
    }
  }

  private canEndInLayout(elements: Element[]): boolean {
    for (const { item } of elements.toReversed()) {
      if (item.type === "and" || item.type === "not" || item.type === "cut") continue;
      if (this.itemEndsInLayout(item)) return true;
      if (item.type !== "optional" && item.type !== "star") return false;
    }
    return false;
  }

  private itemEndsInLayout(item: Item): boolean {
    switch (item.type) {
      case "token":
        return item.kinds.some((kind) => kind >= NEWLINE);
      case "rule":
        return this.endsInLayout.has(item.name);
      case "group":
        return item.alternatives.some((a) => this.canEndInLayout(a.elements));
      case "optional":
      case "star":
      case "plus":
      case "separated":
        return this.itemEndsInLayout(item.item);
      default:
        return false;
    }
  }

  emit(): string {
    for (const rule of this.grammar.rules.values()) {
      this.functions.push(rule.operators === null ? this.rule(rule) : this.operators(rule));
    }
    const rows = [...this.sets.keys()].map((kinds) => `[${kinds}]`).join(", ");
    return [
      "// Written by scripts/peg.ts from python.peg. Do not edit.",
      this.grammar.typescript,
      PRELUDE.replaceAll("SET_SIZE", String(this.sets.size * 128))
        .replaceAll("SET_ROWS", `[${rows}]`)
        .replaceAll("MEMO_COUNT", String(this.memoCount))
        .replaceAll("FIRST_LAYOUT_KIND", String(NEWLINE)),
      ...this.functions,
    ].join("\n");
  }

  // --- rules ---

  private rule(rule: Rule): string {
    if (rule.resultType !== "never") return this.ruleFunctions(rule);
    return this.unhurried(() => this.ruleFunctions(rule));
  }

  /** What `emit` makes, for code that runs in the second pass only. */
  private unhurried(emit: () => string): string {
    const before = this.peek;
    this.peek = "peek()";
    const text = emit();
    this.peek = before;
    return text;
  }

  private ruleFunctions(rule: Rule): string {
    const type = rule.resultType === "never" ? "null" : `${rule.resultType} | null`;
    const isPlain = !rule.memo && !rule.quiet && rule.deep === 0;
    const body = isPlain ? `r_${rule.name}` : `b_${rule.name}`;
    const text = `function ${body}(): ${type} {\n${this.ruleBody(rule)}}\n`;
    return isPlain ? text : `${text}${this.wrapper(rule, type)}`;
  }

  private ruleBody(rule: Rule): string {
    const isRecursive = (a: Alternative) => a.elements[0].item.type === "rule" && a.elements[0].item.name === rule.name;
    const growing = rule.alternatives.filter(isRecursive);
    const then: Then = (value) => `return ${value};`;
    if (growing.length === 0) return `${this.alternatives(rule.alternatives, then, "s")}return null;\n`;
    const seeds = rule.alternatives.filter((a) => !isRecursive(a));
    const seed = this.sharedFunction("s", () => `${this.alternatives(seeds, then, "s")}return null;\n`, rule.name);
    const grow = growing.map((a) => this.growth(a, rule));
    return (
      `const s = m;\nlet left: ${rule.resultType} | null = ${seed}();\nif (left === null) return null;\n` +
      `for (;;) {\nconst p = m;\nconst k = K[m] || fetch();\n${grow.join("")}return left;\n}\n`
    );
  }

  /** A left-recursive alternative: the part behind the recursion, which makes a larger `left`. */
  private growth(alternative: Alternative, rule: Rule): string {
    const rest = { ...alternative, elements: alternative.elements.slice(1) };
    const label = alternative.elements[0].label;
    const bind = label === null ? "" : `const ${label}: ${rule.resultType} = left;\n`;
    return this.alternative(rest, (value) => `left = ${value};\ncontinue;`, "p", "s", bind);
  }

  private wrapper(rule: Rule, type: string): string {
    const before: string[] = [];
    const after: string[] = [];
    if (rule.deep > 0) {
      before.push(`if ((depth += ${rule.deep}) > MAX_DEPTH) tooDeep();`);
      after.push(`depth -= ${rule.deep};`);
    }
    if (rule.quiet) {
      before.push("const wasPass2 = pass2;", "setPass2(false);");
      after.push("setPass2(wasPass2);");
    }
    if (rule.memo) {
      const id = this.memoCount++;
      before.unshift(
        `const s = m;\nconst slot = ${id} * memoSize + (s & memoMask);`,
        `if (memoTags[slot] === s + tagBase) {\nm = memoEnds[slot];\nreturn memoValues[slot] as ${type};\n}`,
      );
      after.push("memoTags[slot] = s + tagBase;", "memoEnds[slot] = m;", "memoValues[slot] = v;");
    }
    return `function r_${rule.name}(): ${type} {\n${before.join("\n")}\nconst v = b_${rule.name}();\n${after.join("\n")}\nreturn v;\n}\n`;
  }

  /** Binary operators: by precedence in the first pass, level by level (with the rules for mistakes) in the second. */
  private operators(rule: Rule): string {
    const { rows, operand } = rule.operators!;
    const first = this.memoCount;
    this.memoCount += rows.length;
    const entries = rows.flatMap((row, level) => row.operators.map(([kind, op]) => `[${kind}, ${level + 1}, "${op}"]`));
    const errors = rows
      .map((row, level) => (row.error === null ? "" : `if (level === ${level + 1}) {\nr_${row.error}();\nm = s;\n}\n`))
      .join("");
    const node = `{ kind: "BinOp", left, op: OPERATOR_NAMES[k], right, ${positions("s")} }`;
    const version = `if (T.featureVersion < 5 && OPERATOR_NAMES[k] === "MatMult") act.since(T, 5, "The '@' operator is", k);`;
    return `
const OPERATOR_LEVELS = new Uint8Array(128);
const OPERATOR_NAMES: N.Operator[] = [];
for (const [kind, level, name] of [${entries.join(", ")}] as [number, number, N.Operator][]) {
  OPERATOR_LEVELS[kind] = level;
  OPERATOR_NAMES[kind] = name;
}
function r_${rule.name}(): ${rule.resultType} | null {
  return pass2 ? l_${rule.name}(1) : f_${rule.name}(0);
}
function f_${rule.name}(below: number): ${rule.resultType} | null {
  const s = m;
  let left = r_${operand}();
  if (left === null) return null;
  for (;;) {
    const k = K[m] || fetch();
    const level = OPERATOR_LEVELS[k];
    if (level <= below) return left;
    const p = m++;
    const right: ${rule.resultType} | null = f_${rule.name}(level);
    if (right === null) {
      m = p;
      return left;
    }
    const e = m - 1;
    ${version}
    left = ${node};
  }
}
function l_${rule.name}(level: number): ${rule.resultType} | null {
  if (level > ${rows.length}) return r_${operand}();
  const s = m;
  const slot = (${first - 1} + level) * memoSize + (s & memoMask);
  if (memoTags[slot] === s + tagBase) {
    m = memoEnds[slot];
    return memoValues[slot] as ${rule.resultType} | null;
  }
  ${errors}let left = l_${rule.name}(level + 1);
  while (left !== null) {
    const k = K[m] || fetch();
    if (OPERATOR_LEVELS[k] !== level) break;
    const p = m++;
    const right = l_${rule.name}(level + 1);
    if (right === null) {
      m = p;
      break;
    }
    const e = m - 1;
    ${version}
    left = ${node};
  }
  memoTags[slot] = s + tagBase;
  memoEnds[slot] = m;
  memoValues[slot] = left;
  return left;
}
`;
  }

  // --- alternatives ---

  /** Tries the alternatives in order from the present position, kept in `start`. Falls through where none matches. */
  private alternatives(list: Alternative[], then: Then, start: string): string {
    const needsKind = list.some((a) => a.when !== "error" && !this.first.ofElements(a.elements).isNullable);
    const body = list.map((a) => this.alternative(a, then, start, start, "")).join("");
    const usesStart = new RegExp(`\\b${start}\\b`).test(body);
    return `${usesStart ? `const ${start} = m;\n` : ""}${needsKind ? `const k = ${this.peek};\n` : ""}${body}`;
  }

  /** One alternative. `k` holds the kind of the token at hand; `back` is where to return on failure, `start` where a node begins. */
  private alternative(a: Alternative, then: Then, back: string, start: string, bind: string): string {
    const emit = () => this.alternativeBlock(a, then, back, start, bind);
    return a.when === "error" ? this.unhurried(emit) : emit();
  }

  private alternativeBlock(a: Alternative, then: Then, back: string, start: string, bind: string): string {
    const label = `a${++this.labelCount}`;
    const { elements } = a;
    const isExact = elements[0].item.type === "token";
    const first = this.first.ofElements(elements);
    const conditions: string[] = [];
    if (a.when === "error") conditions.push("pass2");
    else if (!first.isNullable) {
      const test = this.kindTest("k", first.kinds);
      conditions.push(a.when === "fast" ? `!pass2 && ${paren(test)}` : isExact ? test : `pass2 || ${test}`);
    } else if (a.when === "fast") conditions.push("!pass2");
    const condition = conditions.length === 0 ? "" : `if (${conditions.join(" && ")}) `;
    if (
      elements.length === 1 &&
      a.action === null &&
      ["rule", "group"].includes(elements[0].item.type) &&
      bind === ""
    ) {
      const call = this.call(elements[0].item);
      if (this.isNever(elements[0].item)) return `${condition}{\n${call};\nm = ${back};\n}\n`;
      return `${condition}{\nconst v = ${call};\nif (v !== null) {\n${then("v")}\n}\nm = ${back};\n}\n`;
    }
    const lines: string[] = [bind];
    const values: string[] = [];
    let fail = `break ${label};`;
    let single: string | null = null;
    let consuming = 0;
    // A rule of type never reports or fails; nothing behind it can be reached.
    const dead = elements.findIndex((element) => this.isNever(element.item));
    elements.slice(0, dead < 0 ? elements.length : dead + 1).forEach((element, index) => {
      if (element.item.type === "cut") {
        fail = "return null;";
        return;
      }
      const isTested = index === 0 && isExact && a.when !== "error";
      const wanted = element.label ?? (this.isValue(elements, element, a) ? "v" : null);
      lines.push(this.element(element.item, wanted, fail, isTested));
      if (element.item.type !== "and" && element.item.type !== "not") consuming++;
      if (wanted !== null) {
        values.push(wanted);
        single = wanted;
      }
    });
    const value = a.action ?? (consuming === 1 || values.length === 1 ? single : null) ?? "true";
    if (dead < 0) lines.push(this.finish(value, then, start, elements));
    const usesLabel = lines.some((line) => line.includes(`break ${label};`));
    const canFail = usesLabel || dead >= 0;
    return `${usesLabel ? `${label}: ` : ""}${condition}{\n${lines.join("")}}\n${canFail ? `m = ${back};\n` : ""}`;
  }

  /** Whether an unlabelled element gives the alternative its value: it is the only one that consumes anything. */
  private isValue(elements: Element[], element: Element, a: Alternative): boolean {
    // The value of an optional part may be null, which would read as a failure.
    if (a.action !== null || element.item.type === "optional" || elements.some((e) => e.label !== null)) return false;
    const consuming = elements.filter((e) => !["and", "not", "cut", "need"].includes(e.item.type));
    const named = consuming.filter((e) => e.item.type !== "token" || /^(NAME|NUMBER)$/.test(e.item.name));
    return consuming.length === 1 ? consuming[0] === element : named.length === 1 && named[0] === element;
  }

  private isNever(item: Item): boolean {
    return item.type === "rule" && this.grammar.rules.get(item.name)?.resultType === "never";
  }

  private finish(value: string, then: Then, start: string, elements: Element[]): string {
    const needsPositions = /@(?=\s*\})/.test(value);
    const text = value.replace(/@(?=\s*\})/g, positions(start));
    const last = this.canEndInLayout(elements) ? "const e = lastReal();\n" : "const e = m - 1;\n";
    return `${needsPositions ? last : ""}${then(text)}\n`;
  }

  // --- elements ---

  /** Matches `item`, or does `fail`. The value goes into `label` unless that is null. `isTested`: the token is known to match. */
  private element(item: Item, label: string | null, fail: string, isTested = false): string {
    switch (item.type) {
      case "token": {
        const test = isTested ? "" : `if (!(${this.kindTest(this.peek, new Set(item.kinds))})) ${fail}\n`;
        return test + (label === null ? "m++;\n" : `const ${label} = ${tokenValue(item)};\n`);
      }
      case "optional":
        return this.optional(item.item, label);
      case "and":
      case "not":
        return this.lookahead(item, fail);
      case "need":
        return `if (${this.peek} !== ${(item.token as { kinds: number[] }).kinds[0]}) expected(${JSON.stringify(item.spelling)});\nm++;\n`;
      case "cut":
        return "";
      default: {
        const call = this.call(item);
        if (this.isNever(item)) return `${call};\n`;
        if (item.type === "star") return label === null ? `${call};\n` : `const ${label} = ${call};\n`;
        return label === null
          ? `if (${call} === null) ${fail}\n`
          : `const ${label} = ${call};\nif (${label} === null) ${fail}\n`;
      }
    }
  }

  private optional(item: Item, label: string | null): string {
    if (item.type === "token") {
      const test = this.kindTest(this.peek, new Set(item.kinds));
      return label === null ? `if (${test}) m++;\n` : `const ${label} = ${test} ? ${tokenValue(item)} : null;\n`;
    }
    const first = this.first.ofItem(item);
    const position = `p${++this.labelCount}`;
    const test = first.isNullable ? "" : `pass2 || ${this.kindTest(this.peek, first.kinds)}`;
    const value = label ?? `v${this.labelCount}`;
    const call = test === "" ? this.call(item) : `${test} ? ${this.call(item)} : null`;
    return `const ${position} = m;\nconst ${value} = ${call};\nif (${value} === null) m = ${position};\n`;
  }

  private lookahead(item: { type: "and" | "not"; item: Item }, fail: string): string {
    const isNot = item.type === "not";
    if (item.item.type === "token") {
      const test = this.kindTest(this.peek, new Set(item.item.kinds));
      return `if (${isNot ? test : `!(${test})`}) ${fail}\n`;
    }
    const position = `p${++this.labelCount}`;
    const found = `f${this.labelCount}`;
    return (
      `const ${position} = m;\nconst ${found} = ${this.call(item.item)} !== null;\nm = ${position};\n` +
      `if (${isNot ? found : `!${found}`}) ${fail}\n`
    );
  }

  /** An expression that tries `item` and is its value or null. */
  private call(item: Item): string {
    switch (item.type) {
      case "rule":
        if (!this.grammar.rules.has(item.name)) throw new Error(`there is no rule ${item.name}`);
        return item.level < 0 ? `r_${item.name}()` : `l_${item.name}(${item.level + 1})`;
      case "group":
        return `${this.sharedFunction("g", () => `${this.alternatives(item.alternatives, (v) => `return ${v};`, "s")}return null;\n`, item)}()`;
      case "star":
      case "plus":
        return `${this.sharedFunction("l", () => this.repetition(item.item, null, item.type === "plus"), item)}()`;
      case "separated":
        return `${this.sharedFunction("l", () => this.repetition(item.item, item.separator, true), item)}()`;
      case "token":
        return `${this.sharedFunction("t", () => this.element(item, "v", "return null;").concat("return v;\n"), item)}()`;
      default:
        throw new Error(`${item.type} cannot stand here`);
    }
  }

  private repetition(item: Item, separator: Item | null, isRequired: boolean): string {
    const list: Alternative[] =
      item.type === "group" ? item.alternatives : [{ when: "always", elements: [{ label: null, item }], action: null }];
    const separate = separator === null ? "" : `if (list.length > 0) {\n${this.element(separator, null, "break;")}}\n`;
    const body = this.alternatives(list, (value) => `list.push(${value});\ncontinue;`, "s");
    const result = isRequired ? "return list.length === 0 ? null : list;\n" : "return list;\n";
    return `const list = [];\nfor (;;) {\nconst b = m;\n${separate}${body}m = b;\nbreak;\n}\n${result}`;
  }

  /** The name of the function with that body, made at its first use. `key` tells functions apart. */
  private sharedFunction(prefix: string, body: () => string, key: unknown): string {
    const text = prefix + JSON.stringify(key);
    let name = this.shared.get(text);
    if (name === undefined) {
      name = `${prefix}${this.shared.size}`;
      this.shared.set(text, name);
      const rule = typeof key === "string" ? this.grammar.rules.get(key) : undefined;
      const type = rule === undefined ? "" : `: ${rule.resultType} | null`;
      this.functions.push(`function ${name}()${type} {\n${body()}}\n`);
    }
    return name;
  }

  /** A test whether the kind `k` is one of `kinds`. */
  private kindTest(k: string, kinds: Set<number>): string {
    const sorted = [...kinds].sort((a, b) => a - b);
    const hasAllNames = sorted.filter((kind) => kind <= LAST_NAME_KIND).length === LAST_NAME_KIND;
    const others = hasAllNames ? sorted.filter((kind) => kind > LAST_NAME_KIND) : sorted;
    const isSimple = k === "k";
    if (others.length + (hasAllNames ? 1 : 0) <= (isSimple ? 4 : 1)) {
      return [...(hasAllNames ? [`${k} <= ${LAST_NAME_KIND}`] : []), ...others.map((kind) => `${k} === ${kind}`)].join(
        " || ",
      );
    }
    const row = sorted.join(", ");
    if (!this.sets.has(row)) this.sets.set(row, this.sets.size);
    return `SETS[${this.sets.get(row)! * 128} + ${k}] === 1`;
  }
}

const INLINE_PEEK = "(K[m] || fetch())";

function positions(start: string): string {
  return `lineno: SL[${start}], col_offset: SC[${start}], end_lineno: EL[e], end_col_offset: EC[e]`;
}

function paren(test: string): string {
  return test.includes("||") ? `(${test})` : test;
}

function tokenValue(item: { name: string; kinds: number[] }): string {
  if (item.kinds[0] === NAME && item.name === "NAME") return "nameNode(m++)";
  return item.kinds[0] === NUMBER ? "numberNode(m++)" : "m++";
}

const grammar = readGrammar(readFileSync(new URL("../src/compiler/python.peg", import.meta.url), "utf8"));
writeFileSync(new URL("../src/compiler/parser.generated.ts", import.meta.url), new Emitter(grammar).emit());
