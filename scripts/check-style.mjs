// The house rules that a machine can see: lengths, headers, names. node scripts/check-style.mjs
import fs from "node:fs";
import path from "node:path";
import ts from "typescript";
import { listSources, root } from "./sources.mjs";

const LONGEST_FILE = 600;
const LONGEST_FUNCTION = 70;
/** Files and functions that may be longer, each with its reason. */
const LONG_FILES = {
  "src/runtime/vm/eval.ts": "one dense switch",
};
const LONG_FUNCTIONS = {
  "src/runtime/vm/eval.ts": "one dense switch",
};
/** Functions that only fill tables (types, modules) line by line may be longer. */
const TABLE_FUNCTION = /^(init|add|def)_/;
const LONGEST_TABLE_FUNCTION = 160;
const BANNED_NAMES = /^(utils?|helpers?|common|shared|core|lib|types|misc)(\.|$)/;
const NAMED_LIKE_THIS = /^[a-z0-9]+(-[a-z0-9]+)*(\.test|\.bench)?$/;

/** The body of `describe(...)`: a list of tests, not a function to be read at once. */
function isSuite(node) {
  const call = node.parent;
  return ts.isCallExpression(call) && /^describe\b/.test(call.expression.getText());
}

function functionViolations(name, source) {
  const wrong = [];
  const visit = (node) => {
    const isFunction = ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || ts.isArrowFunction(node);
    if (isFunction && node.body) {
      const first = source.getLineAndCharacterOfPosition(node.getStart(source)).line;
      const last = source.getLineAndCharacterOfPosition(node.end).line;
      const length = last - first + 1;
      const title = node.name ? node.name.getText(source) : "a function";
      const limit = TABLE_FUNCTION.test(title) ? LONGEST_TABLE_FUNCTION : LONGEST_FUNCTION;
      if (length > limit && !isSuite(node)) {
        wrong.push(`${name}:${first + 1}: ${title} has ${length} lines (at most ${limit})`);
      }
    }
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(source, visit);
  return wrong;
}

function fileViolations(file) {
  const name = path.relative(root, file);
  const text = fs.readFileSync(file, "utf8");
  const wrong = [];
  const lines = text.split("\n").length - 1;
  if (lines > LONGEST_FILE && !(name in LONG_FILES)) wrong.push(`${name}: ${lines} lines (at most ${LONGEST_FILE})`);
  const stem = path.basename(file).replace(/\.ts$/, "");
  if (BANNED_NAMES.test(stem)) wrong.push(`${name}: the name says nothing about what is in it`);
  if (!NAMED_LIKE_THIS.test(stem)) wrong.push(`${name}: file names are kebab-case`);
  if (!/^(\/\*\*|\/\/)/.test(text)) wrong.push(`${name}: no header that says what this file is`);
  if (/\bTODO\b(?!.*#\d)/.test(text)) wrong.push(`${name}: a TODO without an issue number`);
  if (!(name in LONG_FUNCTIONS)) {
    wrong.push(...functionViolations(name, ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)));
  }
  return wrong;
}

export function styleViolations() {
  return ["src", "scripts", "tests", "bench"].flatMap((folder) => listSources(folder)).flatMap(fileViolations);
}
