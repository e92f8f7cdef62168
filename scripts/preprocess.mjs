// Text-to-text preprocessor for the AssemblyScript sources in src/runtime, run in asc's readFile hook.
// It needs only the TypeScript parser (the sources are valid TypeScript), so an asc upgrade cannot break it.
// Everything is inserted on the line it concerns: positions in errors and source maps stay true.
//
//   1. Every field of an `@unmanaged` class whose type is not a scalar gets `__pad_NAME: u32` behind it: a pointer
//      occupies an 8-byte slot, as on 64-bit CPython, its upper half zero.
//   2. A function whose JSDoc has an `@inline` tag gets the decorator (top-level decorators are not valid TypeScript).
import ts from "typescript";

const SCALARS = new Set(["i8", "u8", "bool", "i16", "u16", "i32", "u32", "f32", "i64", "u64", "f64"]);

function hasDecorator(node, name) {
  const decorators = ts.canHaveDecorators(node) ? (ts.getDecorators(node) ?? []) : [];
  return decorators.some((d) => d.expression.getText() === name);
}

function isStatic(member) {
  return member.modifiers?.some((m) => m.kind === ts.SyntaxKind.StaticKeyword) ?? false;
}

/**
 * @param {string} file path, for messages only
 * @param {string} text source
 * @returns {string} the source asc compiles
 */
export function preprocess(file, text) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const insertions = [];
  for (const statement of source.statements) {
    if (ts.isClassDeclaration(statement) && hasDecorator(statement, "unmanaged")) {
      for (const member of statement.members) {
        if (!ts.isPropertyDeclaration(member) || !member.type || isStatic(member)) continue;
        if (SCALARS.has(member.type.getText(source))) continue;
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
