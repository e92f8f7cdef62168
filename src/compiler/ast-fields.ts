/**
 * The classes of the tree and their fields as data, for whoever walks trees without knowing each class.
 *
 * The order is that of the classes in src/runtime/modules/ast-grammar.ts (bases left out): the place of a class in it is its
 * number in a tree record (tree-record.ts). Fields are in the order of CPython's `_fields`, by the names of ast.ts.
 */

export interface NodeClass {
  kind: string;
  number: number;
  fields: readonly string[];
  /** A word of the tree's own vocabulary (`Load`, `Add` ...), which ast.ts has as a string. */
  isWord: boolean;
  /** Nodes of the class have a place in the text. */
  hasPosition: boolean;
}

/** "Name field field ...": with a place in the text; "-Name ...": without one; "=Name": a word. */
const TABLE = `
-Module body type_ignores
-Interactive body
-Expression body
-FunctionType argtypes returns
FunctionDef name args body decorator_list returns type_comment type_params
AsyncFunctionDef name args body decorator_list returns type_comment type_params
ClassDef name bases keywords body decorator_list type_params
Return value
Delete targets
Assign targets value type_comment
TypeAlias name type_params value
AugAssign target op value
AnnAssign target annotation value simple
For target iter body orelse type_comment
AsyncFor target iter body orelse type_comment
While test body orelse
If test body orelse
With items body type_comment
AsyncWith items body type_comment
Match subject cases
Raise exc cause
Try body handlers orelse finalbody
TryStar body handlers orelse finalbody
Assert test msg
Import names
ImportFrom module names level
Global names
Nonlocal names
Expr value
Pass
Break
Continue
BoolOp op values
NamedExpr target value
BinOp left op right
UnaryOp op operand
Lambda args body
IfExp test body orelse
Dict keys values
Set elts
ListComp elt generators
SetComp elt generators
DictComp key value generators
GeneratorExp elt generators
Await value
Yield value
YieldFrom value
Compare left ops comparators
Call func args keywords
FormattedValue value conversion format_spec
JoinedStr values
Constant value u
Attribute value attr ctx
Subscript value slice ctx
Starred value ctx
Name id ctx
List elts ctx
Tuple elts ctx
Slice lower upper step
=Load =Store =Del
=And =Or
=Add =Sub =Mult =MatMult =Div =Mod =Pow =LShift =RShift =BitOr =BitXor =BitAnd =FloorDiv
=Invert =Not =UAdd =USub
=Eq =NotEq =Lt =LtE =Gt =GtE =Is =IsNot =In =NotIn
-comprehension target iter ifs is_async
ExceptHandler type name body
-arguments posonlyargs args vararg kwonlyargs kw_defaults kwarg defaults
arg arg annotation type_comment
keyword arg value
alias name asname
-withitem context_expr optional_vars
-match_case pattern guard body
MatchValue value
MatchSingleton value
MatchSequence patterns
MatchMapping keys patterns rest
MatchClass cls patterns kwd_attrs kwd_patterns
MatchStar name
MatchAs pattern name
MatchOr patterns
-TypeIgnore lineno tag
TypeVar name bound default_value
ParamSpec name default_value
TypeVarTuple name default_value
`;

function classOf(line: string, number: number): NodeClass {
  const [name, ...fields] = line.split(" ");
  const sign = name[0];
  const kind = sign === "-" || sign === "=" ? name.slice(1) : name;
  return { kind, number, fields, isWord: sign === "=", hasPosition: kind === name };
}

/** By number. */
export const NODE_CLASSES: readonly NodeClass[] = TABLE.trim().replaceAll(" =", "\n=").split("\n").map(classOf);

const byKind = new Map(NODE_CLASSES.map((c) => [c.kind, c]));

/** The class of that name, one of ast.ts. */
export function nodeClass(kind: string): NodeClass {
  return byKind.get(kind)!;
}

/** CPython's number of an expression's class, from 1; some of its messages have it. */
export function expressionNumber(node: { kind: string }): number {
  return nodeClass(node.kind).number - nodeClass("BoolOp").number + 1;
}
