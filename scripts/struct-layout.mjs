// What someone who reads the memory from outside must know, computed from the runtime's sources as asc computes it: the
// layout of every `@unmanaged` class, and the values of exported constants. Written beside the wasm by
// scripts/build-runtime.mjs; read by src/heap-image.
//
//   { "structs":   { "PyListObject": { "size": 40, "base": "PyVarObject", "fields": { "ob_item": [24, "Slots"], ... } } },
//     "constants": { "Py_TPFLAGS_HEAPTYPE": 512, "PageKind.ARENA": 8, ... } }
//
// A field's second entry is its declared type without `| null`. Inherited fields are listed too. A name that two files
// give to different things is left out: who needs it gets a clear error and renames one of them.
import ts from "typescript";

const SCALAR_BYTES = { i8: 1, u8: 1, bool: 1, i16: 2, u16: 2, i32: 4, u32: 4, f32: 4, i64: 8, u64: 8, f64: 8 };

function isUnmanaged(node) {
  return (ts.getDecorators(node) ?? []).some((d) => d.expression.getText() === "unmanaged");
}

function declaredFields(node, source) {
  return node.members
    .filter((m) => ts.isPropertyDeclaration(m) && m.type)
    .filter((m) => !m.modifiers?.some((x) => x.kind === ts.SyntaxKind.StaticKeyword))
    .map((m) => [m.name.getText(source), m.type.getText(source).replace(/\s*\|\s*null$/, "")]);
}

/** Classes of one file: name -> { base, fields in order }. */
function classesOf(source) {
  return source.statements
    .filter((s) => ts.isClassDeclaration(s) && s.name && isUnmanaged(s))
    .map((s) => {
      const heritage = s.heritageClauses?.find((h) => h.token === ts.SyntaxKind.ExtendsKeyword);
      return [
        s.name.text,
        { base: heritage?.types[0].expression.getText(source) ?? null, own: declaredFields(s, source) },
      ];
    });
}

const isExported = (node) => node.modifiers?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword) ?? false;

/** Exported constants and enum members of one file: [name, initialiser or number]. */
function constantsOf(source) {
  const found = [];
  for (const statement of source.statements) {
    if (!isExported(statement)) continue;
    if (ts.isVariableStatement(statement)) {
      for (const d of statement.declarationList.declarations)
        if (d.initializer) found.push([d.name.getText(), d.initializer]);
    } else if (ts.isEnumDeclaration(statement)) {
      let next = 0;
      for (const member of statement.members) {
        if (member.initializer) next = numberOf(member.initializer, () => undefined);
        found.push([`${statement.name.text}.${member.name.getText()}`, next]);
        next = next === undefined ? undefined : next + 1;
      }
    }
  }
  return found;
}

const UNARY = { [ts.SyntaxKind.MinusToken]: (a) => -a, [ts.SyntaxKind.TildeToken]: (a) => ~a >>> 0 };
const BINARY = {
  [ts.SyntaxKind.PlusToken]: (a, b) => a + b,
  [ts.SyntaxKind.MinusToken]: (a, b) => a - b,
  [ts.SyntaxKind.AsteriskToken]: (a, b) => a * b,
  [ts.SyntaxKind.BarToken]: (a, b) => (a | b) >>> 0,
  [ts.SyntaxKind.AmpersandToken]: (a, b) => (a & b) >>> 0,
  [ts.SyntaxKind.LessThanLessThanToken]: (a, b) => (a << b) >>> 0,
};

/** The value of a constant expression; undefined when it is none that can be told here. */
function numberOf(node, lookUp) {
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isParenthesizedExpression(node) || ts.isTypeAssertionExpression(node))
    return numberOf(node.expression, lookUp);
  if (ts.isIdentifier(node)) return lookUp(node.text);
  if (ts.isPrefixUnaryExpression(node) && node.operator in UNARY) {
    const value = numberOf(node.operand, lookUp);
    return value === undefined ? undefined : UNARY[node.operator](value);
  }
  if (!ts.isBinaryExpression(node) || !(node.operatorToken.kind in BINARY)) return undefined;
  const a = numberOf(node.left, lookUp);
  const b = numberOf(node.right, lookUp);
  return a === undefined || b === undefined ? undefined : BINARY[node.operatorToken.kind](a, b);
}

/** name -> value of all constants that are numbers, and that only one file defines (or all alike). */
function constantValues(sources) {
  const expressions = new Map();
  for (const source of sources) {
    for (const [name, value] of constantsOf(source)) expressions.set(name, [...(expressions.get(name) ?? []), value]);
  }
  const lookUp = (name) => {
    const values = (expressions.get(name) ?? [undefined]).map((e) => (typeof e === "object" ? numberOf(e, lookUp) : e));
    return values.every((v) => v === values[0]) ? values[0] : undefined;
  };
  const names = [...expressions.keys()].sort();
  return Object.fromEntries(names.map((name) => [name, lookUp(name)]).filter(([, value]) => Number.isFinite(value)));
}

/** name -> class, without those names that stand for different classes. */
function classesByName(sources) {
  const classes = new Map();
  const ambiguous = new Set();
  for (const [name, found] of sources.flatMap(classesOf)) {
    if (classes.has(name) && JSON.stringify(classes.get(name)) !== JSON.stringify(found)) ambiguous.add(name);
    classes.set(name, found);
  }
  for (const name of ambiguous) classes.delete(name);
  return classes;
}

function structLayouts(sources) {
  const classes = classesByName(sources);
  const layouts = {};
  const layOut = (name) => {
    if (layouts[name]) return layouts[name];
    const { base, own } = classes.get(name);
    const parent = base ? layOut(base) : { size: 0, fields: {} };
    const fields = { ...parent.fields };
    let offset = parent.size;
    for (const [field, type] of own) {
      const bytes = SCALAR_BYTES[type] ?? 4;
      offset = Math.ceil(offset / bytes) * bytes;
      fields[field] = [offset, type];
      offset += SCALAR_BYTES[type] ? bytes : 8;
    }
    layouts[name] = { size: offset, base, fields };
    return layouts[name];
  };
  for (const name of classes.keys()) layOut(name);
  return Object.fromEntries(Object.entries(layouts).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * @param {{file: string, text: string}[]} files
 * @returns {{
 *   structs: Record<string, {size: number, base: string | null, fields: Record<string, [number, string]>}>,
 *   constants: Record<string, number>,
 * }}
 */
export function runtimeLayout(files) {
  const sources = files.map(({ file, text }) => ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return { structs: structLayouts(sources), constants: constantValues(sources) };
}
