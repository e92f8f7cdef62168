# Constants in trees: what they are, how they come through compile() and back.
import ast


def shown(value):
    return f"{type(value).__name__} {value!r}" if not isinstance(value, str) else f"str {ascii(value)}"


for source in ("1", "0", "255", "256", "2147483648", "140737488355328", "-5", "9223372036854775807", "0xffffffffffffffffffff",
               "1.5", "1e400", "1e-400", "0.1", "2j", "1e400j", "'s'", "''", "'é'", "'\\ud800'", "'\\ud83d\\ude00'", "'\\U0001f600'",
               "'\\0'", "b''", "b'\\xff\\0'", "None", "True", "...", "u'x'", "u'x' 'y'", "'x' u'y'", "'a' 'b'", "b'a' b'b'"):
    node = ast.parse(source, mode="eval").body
    value = getattr(node, "value", None)
    print(source, type(node).__name__, shown(value), getattr(node, "kind", "-"))
values = [0, 1, -1, 2**46, 2**47, -(2**47), 2**63, -(2**100), 10**50, 0.0, -0.0, 1e308, float("inf"), float("nan"), 1j, -0j,
          complex("nan+infj"), "", "a", "\ud800", "\ud83d\ude00", "\U0001f600", "é" * 50, b"", b"\0\xff", None, True, False, ...,
          (), (1, "a", (2.5, None)), frozenset(), frozenset({3}), (frozenset({(1,)}),), ("\udcff", b"x", 2**70)]
for value in values:
    node = ast.Expression(ast.Constant(value, lineno=1, col_offset=0))
    result = eval(compile(node, "f", "eval"))
    print(shown(value), "|", shown(result), type(result) is type(value))
    tree = compile(node, "f", "eval", ast.PyCF_OPTIMIZED_AST)
    print("   ", shown(tree.body.value), tree.body.kind)
for name in ("é", "\ud800", "x y", "ﬁ"):
    tree = ast.Expression(ast.Name(name, ast.Load(), lineno=1, col_offset=0))
    print(ascii(compile(tree, "f", "eval").co_names))
print(ast.parse("ﬁ", mode="eval").body.id)
code = compile(ast.parse("x = 'name'; y = 'na me'; z = 1000; w = 1000; v = (1000, 'name')"), "f", "exec")
print(code.co_consts, code.co_names)
for source in ("1_000", "'\\N{BULLET}'", "1 + 2", "(1, 2)", "[1, 2]", "{1: 2}", "{1, 2}", "set()", "-1", "+1.5", "1 + 2j", "-1 - 2j", "1 - -2j",
               "b'x'", "None", "...", "'a' 'b'", "[[], ()]", "{**{}}", "f()", "a", "1 if 2 else 3", "-'a'", "~1", "1 < 2", "'%d' % 1",
               " 1", "\t1", "\n1", "1\n2", "", "{1: [2, (3, {4})]}", "f''", "2 * 3", "True", "-True", "set(1)", "frozenset()"):
    try:
        print(repr(source), shown(ast.literal_eval(source)))
    except (ValueError, SyntaxError) as e:
        print(repr(source), type(e).__name__, str(e).split(" object at ")[0])
print(ast.literal_eval(ast.parse("[1, 2]", mode="eval")), ast.literal_eval(ast.Constant(5)))
