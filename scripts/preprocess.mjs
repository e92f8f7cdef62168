// Text-to-text preprocessor for the AssemblyScript sources in src/runtime, run in asc's readFile hook.
// It needs only the TypeScript parser (the sources are valid TypeScript), so an asc upgrade cannot break it.
// Everything is inserted on the line it concerns: positions in errors and source maps stay true.
//
//   1. Every field of an `@unmanaged` class whose type is not a scalar gets `__pad_NAME: u32` behind it: a pointer
//      occupies an 8-byte slot, as on 64-bit CPython, its upper half zero.
//   2. A function whose JSDoc has an `@inline` tag gets the decorator (top-level decorators are not valid TypeScript).
//   3. `cstr("text")` and `_Py_ID("name")` become constant addresses in one block of static data (class Literals).
import ts from "typescript";

const SCALARS = new Set(["i8", "u8", "bool", "i16", "u16", "i32", "u32", "f32", "i64", "u64", "f64"]);

function hasDecorator(node, name) {
  const decorators = ts.canHaveDecorators(node) ? (ts.getDecorators(node) ?? []) : [];
  return decorators.some((d) => d.expression.getText() === name);
}

function isStatic(member) {
  return member.modifiers?.some((m) => m.kind === ts.SyntaxKind.StaticKeyword) ?? false;
}

const LITERAL_CALL = /\b(cstr|_Py_ID)\(\s*("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')\s*,?\s*\)/g;
/** The names of keyword arguments, `cstr("base exp mod")`: identifiers too, so that a first call allocates nothing. */
const KEYWORD_NAMES = /\b_PyArg_Unpack\w+\(\s*\w+,\s*[^"()]*(?:cstr\("[^"]*"\)|\w+),\s*cstr\("([^"]*)"\)/g;
const IDENTIFIER_PITCH = 88;
const LONGEST_IDENTIFIER = IDENTIFIER_PITCH - 41;

/** The text of a string literal in either kind of quotes (the formatter takes single ones around double ones). */
function literalText(quoted) {
  if (quoted[0] === '"') return JSON.parse(quoted);
  return JSON.parse(`"${quoted.slice(1, -1).replace(/\\'/g, "'").replace(/"/g, '\\"')}"`);
}

/** All text literals of the runtime and where each lies. */
export class Literals {
  /** @param {string[]} texts the sources of all files of the runtime */
  constructor(texts) {
    const strings = new Set();
    const names = new Set();
    for (const text of texts) {
      for (const [, kind, quoted] of text.matchAll(LITERAL_CALL)) {
        (kind === "cstr" ? strings : names).add(literalText(quoted));
      }
      for (const [, words] of text.matchAll(KEYWORD_NAMES)) {
        for (const word of words.split(" ")) if (word.length > 1) names.add(word);
      }
    }
    this.names = [...names].sort();
    for (const name of this.names) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the test is for ASCII
      if (name.length < 2 || name.length > LONGEST_IDENTIFIER || !/^[\x00-\x7f]*$/.test(name)) {
        throw new Error(`_Py_ID("${name}"): an identifier has 2 to ${LONGEST_IDENTIFIER} ASCII characters`);
      }
    }
    this.offsets = new Map();
    this.bytes = [];
    const encoder = new TextEncoder();
    for (const text of [...new Set([...strings, ...this.names])].sort()) {
      this.offsets.set(text, this.bytes.length);
      this.bytes.push(...encoder.encode(text), 0);
    }
    this.key = JSON.stringify([...this.offsets.keys()]);
  }

  /** The source of object/literals.ts. */
  literalsSource() {
    return `import { PyObject } from "./object";
import { _cstr_base, _identifier_base } from "./literals-table";
@inline export function cstr(offset: usize): usize { return _cstr_base() + offset; }
@inline export function _Py_ID(index: usize): PyObject { return changetype<PyObject>(_identifier_base() + index * ${IDENTIFIER_PITCH}); }
`;
  }

  /** The source of object/literals-table.ts. */
  tableSource() {
    const nameOffsets = this.names.map((name) => this.offsets.get(name));
    return `const CSTR: usize = memory.data<u8>([${this.bytes.length ? this.bytes : [0]}]);
const IDENTIFIERS: usize = memory.data(${Math.max(1, this.names.length) * IDENTIFIER_PITCH}, 16);
const NAMES: usize = memory.data<u32>([${nameOffsets.length ? nameOffsets : [0]}]);
@inline export function _cstr_base(): usize { return CSTR; }
@inline export function _identifier_base(): usize { return IDENTIFIERS; }
export function _identifier_count(): i32 { return ${this.names.length}; }
export function _identifier_name(i: i32): usize { return CSTR + <usize>load<u32>(NAMES + (<usize>i << 2)); }
`;
  }

  /** `text` with its literal calls replaced by offsets. */
  replace(text) {
    return text.replace(LITERAL_CALL, (whole, kind, quoted) => {
      const literal = literalText(quoted);
      const at = kind === "cstr" ? this.offsets.get(literal) : this.names.indexOf(literal);
      const lines = whole.split("\n").length - 1;
      return `${kind}(${at}${"\n".repeat(lines)})`;
    });
  }
}

/** A function whose body is only `unreachable();` (not written yet) returns it, so that asc accepts it. */
function returnFromStubs(text) {
  const stub = /\): ([^{;]+) \{\n {2}unreachable\(\);\n\}/g;
  return text.replace(stub, (whole, type) => (type === "void" ? whole : `): ${type} {\n  return unreachable();\n}`));
}

/**
 * @param {string} file path
 * @param {string} text source
 * @param {Literals} literals
 * @returns {string} the source asc compiles
 */
export function preprocess(file, text, literals) {
  if (file.endsWith("object/literals.ts")) return literals.literalsSource();
  if (file.endsWith("object/literals-table.ts")) return literals.tableSource();
  return expand(file, returnFromStubs(literals.replace(text)));
}

function expand(file, text) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const insertions = [];
  for (const statement of source.statements) {
    if (ts.isClassDeclaration(statement) && hasDecorator(statement, "unmanaged")) {
      for (const member of statement.members) {
        if (!ts.isPropertyDeclaration(member) || !member.type || isStatic(member)) continue;
        if (SCALARS.has(member.type.getText(source))) continue;
        if (member.type.getText(source) === "Py_hash_t") throw new Error(`${file}: a hash field is declared i64`);
        insertions.push([member.end, ` __pad_${member.name.getText(source)}: u32;`]);
      }
    } else if (ts.isFunctionDeclaration(statement) && statement.body) {
      if (ts.getJSDocTags(statement).some((tag) => tag.tagName.text === "inline")) {
        insertions.push([statement.getStart(source), "@inline "]);
      }
    }
  }
  insertions.sort((a, b) => b[0] - a[0]);
  let out = text;
  for (const [at, what] of insertions) out = out.slice(0, at) + what + out.slice(at);
  return out;
}
