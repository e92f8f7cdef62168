/**
 * Random programs out of the grammar: `npx tsx scripts/generate-programs.ts SEED COUNT > OUT.jsonl`, to be recorded by
 * scripts/record_sources.py and compared by scripts/compare-sources.ts.
 *
 * Each is a random derivation of a start rule in which the rules for known mistakes take part, so most of them are
 * wrong in a way that some rule knows. Lookaheads are ignored; layout tokens become line ends and indentation.
 */
import { readFileSync } from "node:fs";
import * as kinds from "../src/compiler/token-kinds.ts";
import { type Alternative, type Grammar, type Item, readGrammar } from "./peg-grammar.ts";

const grammar: Grammar = readGrammar(readFileSync(new URL("../src/compiler/python.peg", import.meta.url), "utf8"));
const [seed, count] = process.argv.slice(2).map(Number);

let state = seed * 2654435761 + 1;
/** A number from 0 to `below` - 1 (xorshift). */
function random(below: number): number {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) % below;
}

function pick<T>(list: readonly T[]): T {
  return list[random(list.length)];
}

const WORDS: Record<number, readonly string[]> = {
  [kinds.NUMBER]: ["1", "0", "2.5", "3j", "0x1f", "1_0"],
  [kinds.STRING]: ["'a'", '"b"', "b'c'", "r'\\d'", "'''x\ny'''", "u'z'"],
};
const NAMES = ["x", "y", "a", "print", "match", "case", "type", "_", "c", "é"];

/** Tokens as text; `\n`, `\t` + and `\t` - stand for the layout tokens. */
let output: string[] = [];

function text(kind: number): string {
  if (kind <= kinds.LAST_NAME_KIND)
    return kind === kinds.NAME ? pick(NAMES) : kinds.SOFT_KEYWORDS[kind - kinds.FIRST_SOFT_KEYWORD];
  if (kind < kinds.NUMBER) return kinds.KEYWORDS[kind - kinds.FIRST_KEYWORD];
  if (kind >= kinds.FIRST_OPERATOR && kind < kinds.OP) return kinds.OPERATORS[kind - kinds.FIRST_OPERATOR];
  if (WORDS[kind] !== undefined) return pick(WORDS[kind]);
  if (kind === kinds.NEWLINE) return "\n";
  return kind === kinds.INDENT ? "\t+" : kind === kinds.DEDENT ? "\t-" : "";
}

function emitRule(name: string, depth: number): void {
  if (name === "fstring") {
    output.push(
      pick(["f'{x}'", "f'a{x!r:>{y}}'", "f'{x=}'", "f'{'", "f'{a b}'", "f'{lambda x: 1}'", "f'{}'", "f'{x!}'"]),
    );
    return;
  }
  const rule = grammar.rules.get(name)!;
  if (rule.operators !== null) {
    emitRule(rule.operators.operand, depth + 1);
    while (depth < 12 && random(5) === 0) {
      output.push(text(pick(pick(rule.operators.rows).operators)[0]));
      emitRule(rule.operators.operand, depth + 1);
    }
    return;
  }
  emitAlternative(choose(rule.alternatives, depth), depth + 1);
}

/** An alternative at random; a short one once the derivation is deep. */
function choose(alternatives: Alternative[], depth: number): Alternative {
  const usable = alternatives.filter((a) => a.when !== "fast");
  if (depth < 14) return pick(usable);
  const size = (a: Alternative) => a.elements.filter((e) => e.item.type !== "optional").length;
  const least = Math.min(...usable.map(size));
  const short = usable.filter((a) => size(a) === least);
  const plain = short.filter((a) => a.elements[0].item.type === "token");
  return pick(plain.length > 0 && depth > 18 ? plain : short);
}

function emitAlternative(alternative: Alternative, depth: number): void {
  for (const { item } of alternative.elements) if (output.length < 80) emitItem(item, depth);
}

function emitItem(item: Item, depth: number): void {
  switch (item.type) {
    case "token":
      output.push(text(pick(item.kinds)));
      break;
    case "rule":
      emitRule(item.name, depth);
      break;
    case "group":
      emitAlternative(choose(item.alternatives, depth), depth);
      break;
    case "optional":
      if (random(depth > 14 ? 6 : 2) === 0) emitItem(item.item, depth);
      break;
    case "star":
    case "plus":
    case "separated": {
      let left = (item.type === "star" ? 0 : 1) + (depth > 14 ? 0 : pick([0, 0, 1, 2]));
      for (let isFirst = true; left > 0; left--, isFirst = false) {
        if (item.type === "separated" && !isFirst) emitItem(item.separator, depth);
        emitItem(item.item, depth);
      }
      break;
    }
    case "need":
      emitItem(item.token, depth);
      break;
    default:
  }
}

/** The tokens as source text. */
function layout(tokens: string[]): string {
  let indent = 0;
  let source = "";
  let atLineStart = true;
  for (const token of tokens) {
    if (token === "\t+") indent++;
    else if (token === "\t-") indent = Math.max(0, indent - 1);
    else if (token === "\n") {
      source += "\n";
      atLineStart = true;
    } else if (token !== "") {
      source += atLineStart ? "  ".repeat(indent) : " ";
      source += token;
      atLineStart = false;
    }
  }
  return source;
}

const STARTS = [
  "file",
  "statement",
  "simple_stmt",
  "compound_stmt",
  "expression",
  "invalid_arguments",
  "atom",
  "match_stmt",
  "assignment",
];
for (let i = 0; i < count; i++) {
  output = [];
  emitRule(pick(STARTS), 0);
  const source = layout(output);
  const isShort = source.length < 3000;
  if (isShort) console.log(JSON.stringify([source, random(8) === 0 ? "single" : "exec", 0]));
}
