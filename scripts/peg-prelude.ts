/**
 * What every generated parser begins with: its state, the reading of tokens, the memo and the two passes. scripts/peg.ts
 * replaces SET_SIZE, SET_ROWS, MEMO_COUNT and FIRST_LAYOUT_KIND.
 */
export const PRELUDE = `
import { names } from "./name-table.ts";
import { fetchToken, ParserOverflow } from "./parse-errors.ts";
import type { ParseMode } from "./parse.ts";
import { Tokenizer } from "./tokenizer.ts";

/** FIRST sets: row after row of 128 kinds. */
const SETS = new Uint8Array(SET_SIZE);
SET_ROWS.forEach((kinds, row) => {
  for (const kind of kinds) SETS[row * 128 + kind] = 1;
});

const NO_SOURCE = new Tokenizer("");
let T = NO_SOURCE;
/** Token kinds, and where tokens start and end. */
let K: Uint8Array, SL: Int32Array, SC: Int32Array, EL: Int32Array, EC: Int32Array;
/** The number of the token at hand. */
let m = 0;
let pass2 = false;
let depth = 0;
/** CPython's 6,000 less the rules that the grammar's weights leave out. */
const MAX_DEPTH = 5979;
/** Rules around the first expression, in each mode, beyond those of an expression alone. */
const FIRST_DEPTH = { exec: 6, single: 4, eval: 0, func_type: 0 };
let nodes: (N.Name | N.Constant | undefined)[] = [];

/** Remembered results: slots by rule and token number modulo the size, tagged with the token number + \`tagBase\`. */
let memoSize = 0, memoMask = 0, tagBase = 1;
let memoTags = new Int32Array(0), memoEnds = new Int32Array(0);
let memoValues: unknown[] = [];

function bindArrays(): void {
  K = T.kinds;
  SL = T.startLines;
  SC = T.startColumns;
  EL = T.endLines;
  EC = T.endColumns;
}

/** Makes the token at hand, which is the first that has not been made. */
function fetch(): number {
  const kind = fetchToken(T);
  if (K !== T.kinds) bindArrays();
  return kind;
}

function setPass2(value: boolean): void {
  pass2 = value;
  T.reportsEscapes = !value;
}

/** The kind of the token at hand. */
function peek(): number {
  return K[m] || fetch();
}

/** The last token before the one at hand that can belong to a node. */
function lastReal(): number {
  let e = m - 1;
  while (K[e] >= FIRST_LAYOUT_KIND) e--;
  return e;
}

function nameNode(i: number): N.Name {
  const known = nodes[i];
  if (known !== undefined) return known as N.Name;
  const node: N.Name = { kind: "Name", id: names[T.nameIds[i]], ctx: "Load", lineno: SL[i], col_offset: SC[i], end_lineno: EL[i], end_col_offset: EC[i] };
  nodes[i] = node;
  return node;
}

function numberNode(i: number): N.Constant {
  const known = nodes[i];
  if (known !== undefined) return known as N.Constant;
  const node = strings.number(T, i);
  nodes[i] = node;
  return node;
}

function expected(spelling: string): never {
  return raiseRange(T, m, m, \`expected '\${spelling}'\`);
}

function tooDeep(): never {
  throw new ParserOverflow();
}

/** Runs one pass from the first token. Null where the source does not match; throws what the pass reports. */
export function parseTokens(tokenizer: Tokenizer, start: ParseMode, isErrorPass: boolean): N.Mod | null {
  T = tokenizer;
  bindArrays();
  m = 0;
  depth = FIRST_DEPTH[start];
  setPass2(isErrorPass);
  prepareMemo(isErrorPass ? T.length + 64 : Math.min(T.length + 64, 2048));
  try {
    if (start === "exec") return r_file();
    if (start === "eval") return r_eval();
    return start === "single" ? r_interactive() : r_func_type();
  } finally {
    // The table stays for the next source; what it knows of this one does not.
    T = NO_SOURCE;
    bindArrays();
    tagBase += tokenizer.count + 1;
    nodes = [];
    if (isErrorPass) memoSize = 0;
    memoValues = isErrorPass ? [] : memoValues.fill(undefined);
  }
}

/** Makes the memo forget everything and hold results for at least \`tokens\` tokens (65,536 at most). */
function prepareMemo(tokens: number): void {
  if (memoSize >= tokens && tagBase < 0x20000000) return;
  memoSize = 64;
  while (memoSize < tokens && memoSize < 65536) memoSize *= 2;
  memoMask = memoSize - 1;
  tagBase = 1;
  memoTags = new Int32Array(MEMO_COUNT * memoSize);
  memoEnds = new Int32Array(MEMO_COUNT * memoSize);
  memoValues = new Array(MEMO_COUNT * memoSize);
}
`;
