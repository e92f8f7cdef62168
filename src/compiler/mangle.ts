/** Private names: `__x` inside class `C` is `_C__x`. CPython: _Py_Mangle in Python/compile.c. */

/** `name` as it is stored; `className` is the innermost class's name, null outside of classes. */
export function mangle(className: string | null, name: string): string {
  if (className === null || !name.startsWith("__")) return name;
  // Names with a dot come from `import a.b`: they are never one variable.
  if (name.endsWith("__") || name.includes(".")) return name;
  const stripped = className.replace(/^_+/, "");
  return stripped === "" ? name : `_${stripped}${name}`;
}

/** As `mangle`, but where a scope has a set of names to mangle (type parameters of a generic class) others stay. */
export function mangleIn(mangledNames: ReadonlySet<string> | null, className: string | null, name: string): string {
  return mangledNames !== null && !mangledNames.has(name) ? name : mangle(className, name);
}
