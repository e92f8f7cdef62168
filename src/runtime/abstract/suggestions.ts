/**
 * "Did you mean": the nearest name by edit distance. CPython: Python/suggestions.c.
 *
 * The distance counts insertions, deletions and substitutions as MOVE_COST, a change of case as CASE_COST, over UTF-8
 * bytes; names longer than MAX_STRING_SIZE are not compared.
 */

import { _PyUnicode_Equal, PyUnicode_AsUTF8AndSize, PyUnicode_Check } from "../builtin-types/str";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_NewRef, Py_SIZE, PyObject } from "../object/object";
import { tstate } from "../object/state";
import { PySequence_Fast_ITEMS } from "./sequence";

const MAX_CANDIDATE_ITEMS: i32 = 750;
const MAX_STRING_SIZE: i32 = 40;
const MOVE_COST: i32 = 2;
const CASE_COST: i32 = 1;

function lower(c: u8): u8 {
  return c >= 65 && c <= 90 ? c + 32 : c;
}

function substitution_cost(a: u8, b: u8): i32 {
  // The low five bits of letters that differ in case only are equal: a quick way out.
  if ((a & 31) !== (b & 31)) return MOVE_COST;
  if (a === b) return 0;
  return lower(a) === lower(b) ? CASE_COST : MOVE_COST;
}

/** Distance of two UTF-8 strings, or more than `maxCost`. `buffer` holds MAX_STRING_SIZE i32. */
function levenshtein_distance(a0: usize, aSize0: i32, b0: usize, bSize0: i32, maxCost: i32, buffer: usize): i32 {
  let a = a0;
  let aSize = aSize0;
  let b = b0;
  let bSize = bSize0;
  if (a === b) return 0;
  while (aSize && bSize && load<u8>(a) === load<u8>(b)) {
    a++;
    aSize--;
    b++;
    bSize--;
  }
  while (aSize && bSize && load<u8>(a + aSize - 1) === load<u8>(b + bSize - 1)) {
    aSize--;
    bSize--;
  }
  if (aSize === 0 || bSize === 0) return (aSize + bSize) * MOVE_COST;
  if (aSize > MAX_STRING_SIZE || bSize > MAX_STRING_SIZE) return maxCost + 1;
  if (bSize < aSize) {
    const t = a;
    a = b;
    b = t;
    const n = aSize;
    aSize = bSize;
    bSize = n;
  }
  if ((bSize - aSize) * MOVE_COST > maxCost) return maxCost + 1;
  for (let i = 0; i < aSize; i++) store<i32>(buffer + ((<usize>i) << 2), (i + 1) * MOVE_COST);
  let result = 0;
  for (let row = 0; row < bSize; row++) {
    const c = load<u8>(b + row);
    let distance = row * MOVE_COST;
    result = distance;
    let minimum = i32.MAX_VALUE;
    for (let i = 0; i < aSize; i++) {
      const substitute = distance + substitution_cost(c, load<u8>(a + i));
      distance = load<i32>(buffer + ((<usize>i) << 2));
      const insertDelete = min(result, distance) + MOVE_COST;
      result = min(insertDelete, substitute);
      store<i32>(buffer + ((<usize>i) << 2), result);
      if (result < minimum) minimum = result;
    }
    if (minimum > maxCost) return maxCost + 1;
  }
  return result;
}

/** The item of `dir` (list or tuple of str) nearest to `name`: a new reference, or NULL (none near enough, or an exception). */
export function _Py_CalculateSuggestions(dir: PyObject, name: PyObject): PyObject | null {
  const n = Py_SIZE(dir);
  if (n >= MAX_CANDIDATE_ITEMS) return null;
  const text = PyUnicode_AsUTF8AndSize(name);
  if (!text) return null;
  const size = tstate.out_i32;
  const mark = stack_mark();
  const buffer = stack_alloc((<usize>MAX_STRING_SIZE) << 2);
  let best: PyObject | null = null;
  let bestDistance = i32.MAX_VALUE;
  for (let i = 0; i < n; i++) {
    const item = PySequence_Fast_ITEMS(dir).get(i);
    if (!PyUnicode_Check(item) || _PyUnicode_Equal(name, item)) continue;
    const itemText = PyUnicode_AsUTF8AndSize(item);
    if (!itemText) {
      stack_release(mark);
      return null;
    }
    const itemSize = tstate.out_i32;
    // No more than a third of the characters may have to change.
    let maxDistance = ((size + itemSize + 3) * MOVE_COST) / 6;
    maxDistance = min(maxDistance, bestDistance - 1);
    const distance = levenshtein_distance(text, size, itemText, itemSize, maxDistance, buffer);
    if (distance > maxDistance) continue;
    if (!best || distance < bestDistance) {
      best = item;
      bestDistance = distance;
    }
  }
  stack_release(mark);
  return best ? Py_NewRef(best) : null;
}
