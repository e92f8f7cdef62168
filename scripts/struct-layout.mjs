// The layout of every `@unmanaged` class of the runtime, computed from its source as asc computes it: what heap images
// are read with. Written beside the wasm by scripts/build-runtime.mjs.
//
//   { "PyListObject": { "size": 40, "base": "PyVarObject", "fields": { "ob_item": [24, "Slots"], ... } }, ... }
//
// A field's second entry is its declared type without `| null`. Inherited fields are listed too.
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
function classesOf(file, text) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
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

/**
 * @param {{file: string, text: string}[]} sources
 * @returns {Record<string, {size: number, base: string | null, fields: Record<string, [number, string]>}>}
 */
export function structLayouts(sources) {
  const classes = new Map(sources.flatMap(({ file, text }) => classesOf(file, text)));
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
