/** Bodies of modules and classes, and the whole of a tree. CPython: compiler_body, compiler_codegen in Python/compile.c. */
import type { CodeObject } from "../bytecode/code-object.ts";
import { Op } from "../bytecode/opcodes.ts";
import type * as N from "./ast.ts";
import type { Codegen } from "./codegen.ts";
import { cleanDocstring, docstringOf } from "./codegen-docstrings.ts";
import { visitExpression } from "./codegen-expressions.ts";
import { nameOp } from "./codegen-names.ts";
import { visitStatement } from "./codegen-statements.ts";
import { type Location, NO_LOCATION } from "./instruction-sequence.ts";

/** The code object of a module, an interactive statement or an expression. */
export function visitModule(c: Codegen, tree: N.Module | N.Interactive | N.Expression): CodeObject {
  c.enterScope("<module>", "module", c.symbols.top, 1);
  const start = { lineno: 1, end_lineno: 1, col_offset: 0, end_col_offset: 0 };
  if (tree.kind === "Expression") visitExpression(c, tree.body);
  else visitBody(c, start, tree.body);
  return c.leaveScope(tree.kind !== "Expression").code;
}

export function visitBody(c: Codegen, loc: Location, body: readonly N.Stmt[]): void {
  const isModule = c.unit.scopeType === "module";
  const isPrompt = isModule && c.options.isInteractive;
  const start = isModule && !isPrompt && body.length > 0 ? body[0] : loc;
  if (hasAnnotation(body)) c.op(start, Op.SETUP_ANNOTATIONS);
  let statements = body;
  const docstring = isPrompt ? null : docstringOf(body);
  if (docstring !== null) {
    statements = body.slice(1);
    if (c.options.optimize < 2) {
      c.loadConst((body[0] as N.ExprStmt).value, cleanDocstring(docstring, c.filename));
      nameOp(c, NO_LOCATION, "__doc__", "Store");
    }
  }
  for (const statement of statements) visitStatement(c, statement);
}

/** A variable is annotated in `body`, also inside of other statements. */
function hasAnnotation(body: readonly N.Stmt[]): boolean {
  return body.some((statement) => {
    switch (statement.kind) {
      case "AnnAssign":
        return true;
      case "For":
      case "AsyncFor":
      case "While":
      case "If":
        return hasAnnotation(statement.body) || hasAnnotation(statement.orelse);
      case "With":
      case "AsyncWith":
        return hasAnnotation(statement.body);
      case "Match":
        return statement.cases.some((matchCase) => hasAnnotation(matchCase.body));
      case "Try":
      case "TryStar": {
        const { handlers, orelse, finalbody } = statement;
        const parts = [statement.body, orelse, finalbody, ...handlers.map((handler) => handler.body)];
        return parts.some(hasAnnotation);
      }
      default:
        return false;
    }
  });
}
