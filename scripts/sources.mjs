// Where the project's own source files are.
import fs from "node:fs";
import path from "node:path";

export const root = path.dirname(path.dirname(new URL(import.meta.url).pathname));

/** All .ts files of ours below a folder, generated ones left out; absolute paths. */
export function listSources(folder, endings = [".ts"]) {
  const dir = path.resolve(root, folder);
  if (!fs.existsSync(dir)) return [];
  return fs.readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(dir, entry.name);
    if (entry.isDirectory()) return listSources(file, endings);
    const wanted = endings.some((ending) => entry.name.endsWith(ending));
    return wanted && !entry.name.endsWith(".d.ts") && !entry.name.includes(".generated.") ? [file] : [];
  });
}
