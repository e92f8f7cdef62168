/** Calls of methods of built-in types. */
import type { Expressions } from "./expressions.ts";
import type { Program, Type } from "./scope.ts";

/** By type of the result: type of the object, name, types of the arguments ("?": any; a quoted text stands for itself). */
const METHODS: Record<Type, readonly (readonly [Type, string, ...string[]])[]> = {
  int: [
    ["str", "find", "str"],
    ["str", "count", "str"],
    ["str", "index", "str"],
    ["str", "rfind", "str"],
    ["list", "count", "?"],
    ["list", "index", "?"],
    ["int", "bit_length"],
    ["int", "bit_count"],
    ["dict", "get", "?", "int"],
    ["dict", "__len__"],
    ["tuple", "count", "?"],
    ["tuple", "index", "?"],
    ["bytes", "find", "bytes"],
    ["int", "__add__", "int"],
    ["float", "__trunc__"],
    ["dict", "pop", "?", "int"],
    ["list", "pop"],
    ["list", "__len__"],
    ["int", "conjugate"],
    ["list", "__getitem__", "int"],
  ],
  float: [
    ["float", "conjugate"],
    ["float", "__mul__", "float"],
    ["int", "__truediv__", "int"],
    ["float", "__floor__"],
    ["float", "__pow__", "int % 4"],
  ],
  str: [
    ["str", "upper"],
    ["str", "lower"],
    ["str", "title"],
    ["str", "strip"],
    ["str", "strip", "str"],
    ["str", "replace", "str", "str"],
    ["str", "center", "5 + int % 9"],
    ["str", "zfill", "int % 9"],
    ["str", "join", "list"],
    ["str", "join", "str"],
    ["str", "swapcase"],
    ["str", "capitalize"],
    ["str", "casefold"],
    ["str", "ljust", "int % 9", "'*'"],
    ["str", "expandtabs"],
    ["str", "removeprefix", "str"],
    ["str", "removesuffix", "str"],
    ["bytes", "decode"],
    ["bytes", "hex"],
    ["str", "translate", "dict"],
    ["float", "hex"],
    ["str", "format", "?", "?"],
    ["bytes", "decode", "'latin-1'"],
    ["str", "__mod__", "tuple"],
    ["str", "rjust", "int % 9"],
  ],
  bytes: [
    ["bytes", "upper"],
    ["bytes", "replace", "bytes", "bytes"],
    ["bytes", "strip"],
    ["str", "encode", "'utf-16-le'"],
    ["bytes", "join", "list"],
    ["bytes", "title"],
    ["str", "encode", "'ascii'", "'replace'"],
    ["bytes", "center", "int % 9", "b'-'"],
    ["int", "to_bytes", "9", "'big'"],
  ],
  bool: [
    ["str", "startswith", "str"],
    ["str", "endswith", "tuple"],
    ["set", "issubset", "list"],
    ["set", "isdisjoint", "set"],
    ["dict", "__contains__", "?"],
    ["float", "is_integer"],
    ["list", "__contains__", "?"],
    ["list", "__eq__", "list"],
    ["str", "isalnum"],
    ["set", "issuperset", "set"],
    ["int", "is_integer"],
  ],
  list: [
    ["str", "split", "str"],
    ["str", "split"],
    ["str", "splitlines"],
    ["list", "copy"],
    ["bytes", "split"],
    ["str", "rsplit", "','", "int % 3"],
    ["list", "__add__", "list"],
    ["list", "__mul__", "int % 3"],
  ],
  tuple: [
    ["str", "partition", "str"],
    ["int", "as_integer_ratio"],
    ["float", "as_integer_ratio"],
    ["str", "rpartition", "','"],
    ["tuple", "__add__", "tuple"],
    ["dict", "popitem"],
    ["int", "__divmod__", "int"],
  ],
  dict: [
    ["dict", "copy"],
    ["dict", "__or__", "dict"],
    ["dict", "fromkeys", "list"],
    ["dict", "setdefault", "?", "dict"],
  ],
  set: [
    ["set", "union", "list"],
    ["set", "intersection", "set"],
    ["set", "difference", "list", "set"],
    ["set", "symmetric_difference", "set"],
    ["set", "copy"],
    ["dict", "keys"],
    ["set", "__and__", "set"],
  ],
  thing: [],
};

function argument(text: string, expressions: Expressions, depth: number): string {
  if (text === "?") return expressions.any(depth);
  const filled = text.replace(/\bint\b/g, () => expressions.of("int", depth));
  return filled !== text ? filled : text in METHODS ? expressions.of(text as Type, depth) : text;
}

/** A method call with a result of that type. */
export function methodCall(program: Program, expressions: Expressions, type: Type, depth: number): string {
  const methods = METHODS[type];
  if (methods.length === 0) return expressions.of(type, depth - 1);
  const [object, name, ...args] = program.random.pick(methods);
  const of = expressions.of(object, depth - 1);
  return `(${of}).${name}(${args.map((arg) => argument(arg, expressions, depth - 1)).join(", ")})`;
}
