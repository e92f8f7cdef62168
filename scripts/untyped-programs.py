"""Random programs without a thought for types: seeded, finite, deterministic; most of what they do is an error.

    python3 scripts/untyped-programs.py SEED COUNT > PROGRAM.py

writes one program that runs COUNT random ones, each in a namespace of its own, and prints what they print and how they end.
Run it here and in CPython 3.13 and compare. tests/programs/random holds some; their recordings are CPython's.
"""
import random
import sys

HEAD = '''"""{count} random programs of seed {seed}. Written by scripts/untyped-programs.py."""
{definitions}

PROGRAMS = [
{programs}
]
for number, source in enumerate(PROGRAMS):
    try:
        exec(compile(source, "program", "exec"), {{"__name__": "random", "say": say}})
    except BaseException as e:
        print(number, type(e).__name__, clean(str(e)), e.__traceback__.tb_next.tb_lineno if e.__traceback__.tb_next else None)
'''
DEFINITIONS = '''

def clean(text):
    while " at 0x" in text:
        head, tail = text.split(" at 0x", 1)
        text = head + " at" + tail.lstrip("0123456789abcdef")
    return text


def say(*values):
    print(*(clean(ascii(v))[:200] for v in values))
'''
NAMES = "abcdefg"
CONSTANTS = [
    "0", "1", "-1", "2", "7", "255", "1 << 70", "10**18", "3.5", "-0.0", "1e10", "2j", "True", "False", "None", "''", "'a'", "'abc'", "'é\u1234'", "b'xy'",
    "[]", "()", "{}", "set()", "[1, 2, 3]", "(1, 'b')", "{'k': 1}", "{1, 2}", "range(4)", "slice(1, 3)", "frozenset({1})", "bytearray(b'qr')",
]
BINARY = "+ - * / // % & | ^ == != < <= > >= and or in is".split() + ["not in", "is not", "@"]
METHODS = {
    "": ["upper", "lower", "split", "strip", "title", "isdigit", "splitlines", "encode", "swapcase", "isalpha"],
    "x": ["append", "add", "index", "count", "remove", "extend", "update", "get", "pop", "union", "find", "startswith", "join", "setdefault", "partition", "discard", "rsplit"],
    "m": ["copy", "keys", "values", "items", "clear", "reverse", "sort", "popitem", "bit_length", "conjugate", "hex", "as_integer_ratio"],
}
FUNCTIONS = "abs len str repr int float bool list tuple set sorted sum min max any all ascii bin hex type iter hash chr ord reversed enumerate dict bytes complex round".split()


class Generator:
    def __init__(self, rng):
        self.rng = rng
        self.loops = 0
        self.functions = []

    def pick(self, items):
        return self.rng.choice(items)

    def chance(self, percent):
        return self.rng.randrange(100) < percent

    def expression(self, depth=0):
        if depth > 3 or self.chance(25):
            return self.pick(NAMES) if self.chance(55) else self.pick(CONSTANTS)
        deeper = lambda: self.expression(depth + 1)
        kind = self.rng.randrange(20)
        if kind < 6:
            operator = self.pick(BINARY)
            return f"({deeper()} {operator} {deeper()})"
        if kind == 6:
            return f"({self.pick(['not ', '-', '+'])}{deeper()})"
        if kind < 9:
            return f"{self.pick(FUNCTIONS)}({deeper()})"
        if kind == 9:
            return f"({deeper()}).{self.pick(METHODS[''])}()"
        if kind == 10:
            return f"({deeper()}).{self.pick(METHODS['x'])}({deeper()})"
        if kind == 11:
            return f"({deeper()}).{self.pick(METHODS['m'])}()"
        if kind == 12:
            return f"({deeper()})[{self.subscript(depth)}]"
        if kind == 13:
            return f"({deeper()} if {deeper()} else {deeper()})"
        if kind == 14:
            return self.display(depth)
        if kind == 15:
            return self.comprehension(depth)
        if kind == 16:
            return f"(lambda {self.pick(NAMES)}: {deeper()})({deeper()})"
        if kind == 17 and self.functions:
            name, count = self.pick(self.functions)
            return f"{name}({', '.join(deeper() for _ in range(count if self.chance(90) else count + 1))})"
        if kind == 18:
            return "f\"{" + self.pick(NAMES) + self.pick(["", "!r", "!s", ":>8", ":.2f", "=", ":x"]) + "}\""
        return f"({self.pick(NAMES)} := {deeper()})"

    def subscript(self, depth):
        if self.chance(70):
            return self.expression(depth + 2)
        parts = [self.expression(depth + 3) if self.chance(60) else "" for _ in range(self.pick([2, 2, 3]))]
        return ":".join(parts)

    def display(self, depth):
        items = [self.expression(depth + 2) for _ in range(self.rng.randrange(4))]
        kind = self.rng.randrange(4)
        if kind == 0:
            return "[" + ", ".join(("*" if self.chance(15) else "") + i for i in items) + "]"
        if kind == 1:
            return "(" + "".join(i + ", " for i in items) + ")"
        if kind == 2:
            return "{" + ", ".join(f"{i}: {self.expression(depth + 2)}" for i in items) + "}"
        return "{" + ", ".join(items) + "}" if items else "set()"

    def comprehension(self, depth):
        name = self.pick(NAMES)
        condition = f" if {self.expression(depth + 2)}" if self.chance(40) else ""
        source = self.pick(["range(3)", "'abc'", "[1, 2]", self.expression(depth + 2)])
        body = self.expression(depth + 2).replace(":=", "==")
        condition, source = condition.replace(":=", "=="), source.replace(":=", "==")
        left, right = self.pick(["[]", "{}", "()"])
        text = f"{left}{body} for {name} in {source}{condition}{right}"
        return f"list({text[1:-1]})" if left == "(" else text

    def target(self):
        if self.chance(80):
            return self.pick(NAMES)
        if self.chance(50):
            return f"{self.pick(NAMES)}, {'*' if self.chance(30) else ''}{self.pick(NAMES)}"
        return f"{self.pick(NAMES)}[{self.expression(2)}]"

    def block(self, depth, inside=""):
        lines = []
        for _ in range(self.pick([1, 1, 2, 3])):
            lines += self.statement(depth, inside)
        return ["    " + line for line in lines]

    def statement(self, depth, inside=""):
        kind = self.rng.randrange(24)
        if depth > 2:
            kind = kind % 10
        if kind < 4:
            return [f"{self.target()} = {self.expression()}"]
        if kind < 7:
            return [f"say({self.expression()})"]
        if kind == 7:
            return [f"{self.pick(NAMES)} {self.pick(['+=', '-=', '*=', '|=', '//='])} {self.expression()}"]
        if kind == 8:
            return [self.pick([f"del {self.pick(NAMES)}", f"assert {self.expression()}, {self.expression(3)}", "pass", f"raise {self.pick(['ValueError', 'KeyError', 'TypeError'])}({self.expression(2)})"])]
        if kind == 9:
            if "loop" in inside and self.chance(50):
                return [f"if {self.expression(2)}: {self.pick(['break', 'continue'])}"]
            if "function" in inside:
                return [f"return {self.expression()}"]
            return [self.expression()]
        if kind < 13:
            lines = [f"if {self.expression()}:"] + self.block(depth + 1, inside)
            if self.chance(50):
                lines += ["else:"] + self.block(depth + 1, inside)
            return lines
        if kind < 15:
            lines = [f"for {self.pick(NAMES)} in {self.pick(['range(3)', 'range(2)', '[1, 2]', repr('ab'), 'list(' + self.pick(NAMES) + ')[:5]'])}:"]
            lines += self.block(depth + 1, inside + "loop")
            return lines + (["else:"] + self.block(depth + 1, inside) if self.chance(30) else [])
        if kind == 15:
            self.loops += 1
            n = f"n{self.loops}"
            return [f"{n} = 0", f"while {n} < 3:", f"    {n} += 1"] + self.block(depth + 1, inside + "loop")
        if kind < 20:
            return self.try_statement(depth, inside)
        if kind == 20:
            return self.match_statement(depth, inside)
        if kind == 21:
            return self.class_statement(depth)
        return self.function_statement(depth)

    def try_statement(self, depth, inside):
        lines = ["try:"] + self.block(depth + 1, inside)
        error = self.pick(["Exception", "TypeError", "(ValueError, KeyError)", "ZeroDivisionError", "LookupError"])
        lines += [f"except {error} as e0:", "    say(type(e0).__name__, str(e0))"]
        if self.chance(40):
            lines += self.block(depth + 1, inside)
        if self.chance(25):
            lines += ["else:"] + self.block(depth + 1, inside)
        if self.chance(30):
            lines += ["finally:"] + self.block(depth + 1, "")
        return lines

    def match_statement(self, depth, inside):
        patterns = ["0", "'a'", "None", "[x]", "[x, *y]", "(1, x)", "{'k': x}", "{**x}", "int()", "str(x)", "bool() | float()", "[int(x), _]", "x if x", "-1 | 2"]
        lines = [f"match {self.expression()}:"]
        for pattern in self.rng.sample(patterns, self.pick([1, 2, 3])):
            lines += [f"    case {pattern}:", f"        say({pattern[:1]!r})"]
            lines += ["    " + line for line in self.block(depth + 1, inside)]
        return lines + ["    case _:", "        say('none')"]

    def function_statement(self, depth):
        name, count = f"f{len(self.functions)}", self.rng.randrange(3)
        parameters = list(self.rng.sample(NAMES, count))
        generator = self.chance(20)
        lines = [f"def {name}({', '.join(parameters)}):"]
        lines += self.block(depth + 1, "function") if not generator else [f"    yield {self.expression()}", f"    yield {self.expression()}"]
        # Known only behind its own body: nothing recurses.
        self.functions.append((name, count))
        call = f"{name}({', '.join(self.expression(2) for _ in range(count))})"
        return lines + [f"say({'list(' + call + ')' if generator else call})"]

    def class_statement(self, depth):
        name = self.pick(["P", "Q"])
        base = self.pick(["", "(int)", "(list)", "(dict)", "(str)", "(tuple)"])
        method = self.pick(["__len__", "__bool__", "__eq__", "__add__", "__getitem__", "__call__", "__contains__", "__hash__", "__str__"])
        arguments = "self" if method in ("__len__", "__bool__", "__hash__", "__str__") else "self, o"
        lines = [f"class {name}{base}:", f"    x = {self.expression(1)}", f"    def {method}({arguments}):", f"        return {self.expression(1)}"]
        tests = [f"len({name}())", f"bool({name}())", f"{name}() == 1", f"{name}() + 1", f"{name}()[0]", f"{name}()(1)", f"1 in {name}()", f"{name}().x", f"str({name}())"]
        return lines + [f"say({self.pick(tests)})", f"{self.pick(NAMES)} = {name}.x"]

    def program(self):
        lines = [f"{name} = {self.pick(CONSTANTS)}" for name in NAMES]
        for _ in range(self.rng.randrange(3, 7)):
            statement = self.statement(0)
            if statement[0].startswith("def ") or self.chance(10):
                lines += statement
            else:
                # Most of what can go wrong does: the program is to go on.
                lines += ["try:"] + ["    " + line for line in statement]
                lines += ["except Exception as e1:", "    say(type(e1).__name__, str(e1))"]
        return "\n".join(lines + [f"say({', '.join(NAMES)})"])


def valid(source):
    """It compiles without a warning, and no number in it can grow without bounds."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            compile(source, "program", "exec")
        except (SyntaxError, Warning):
            return False
    return source.count("*=") < 3


def main():
    seed, count = int(sys.argv[1]), int(sys.argv[2])
    rng = random.Random(seed)
    programs = []
    while len(programs) < count:
        source = Generator(rng).program()
        if valid(source):
            programs.append(source)
    text = "\n".join(f"    {source!r}," for source in programs)
    sys.stdout.write(HEAD.format(count=count, seed=seed, definitions=DEFINITIONS.strip("\n"), programs=text))


main()
