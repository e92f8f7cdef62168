"""Write random programs about scopes: `python3 scripts/generate_scopes.py SEED COUNT OUT.jsonl`.

Few names, many nested blocks: functions, classes, lambdas, comprehensions, type parameters, declarations, named expressions.
Most programs mean nothing and many are errors: they are there to compare symbol tables and error positions.
"""

import json
import random
import sys

NAMES = "a a b b c x __p __class__ __classdict__ super T U".split()
BINDINGS = "a a b b c x __p T U".split()


class Generator:
    def __init__(self, rng):
        self.rng = rng

    def name(self):
        return self.rng.choice(NAMES)

    def target(self):
        return self.rng.choice(BINDINGS)

    def pick(self, *choices):
        return self.rng.choice(choices)

    def maybe(self, chance, text):
        return text() if self.rng.random() < chance else ""

    # --- expressions ---

    def expr(self, depth=2):
        if depth <= 0 or self.rng.random() < 0.25:
            return self.name()
        return self.rng.choice((
            self.binary, self.call, self.attribute, self.named, self.lambda_, self.comprehension, self.comprehension,
            self.comprehension, self.await_, self.yield_, self.conditional, self.fstring, self.display, self.super_,
        ))(depth - 1)

    def binary(self, depth):
        return f"{self.expr(depth)} + {self.expr(depth)}"

    def call(self, depth):
        return f"{self.name()}({self.expr(depth)}, k={self.expr(depth)})"

    def super_(self, depth):
        return self.pick("super()", "__class__", "super", "locals()")

    def attribute(self, depth):
        return f"{self.name()}.{self.target()}[{self.expr(depth)}]"

    def named(self, depth):
        return f"({self.target()} := {self.expr(depth)})"

    def lambda_(self, depth):
        return f"(lambda {self.parameters(False, depth)}: {self.expr(depth)})"

    def comprehension(self, depth):
        clauses = " ".join(self.clause(depth) for _ in range(self.pick(1, 1, 1, 2)))
        element = self.expr(depth)
        return self.pick(
            f"[{element} {clauses}]",
            f"[{element} {clauses}]",
            f"{{{element} {clauses}}}",
            f"({element} {clauses})",
            f"{{{element}: {self.expr(depth)} {clauses}}}",
        )

    def clause(self, depth):
        word = self.pick("for", "for", "for", "for", "for", "async for")
        target = self.pick(self.target(), self.target(), f"{self.target()}, {self.target()}", f"{self.name()}.a")
        condition = self.maybe(0.3, lambda: f" if {self.expr(depth)}")
        return f"{word} {target} in {self.expr(depth)}{condition}"

    def await_(self, depth):
        return self.pick(self.name(), self.name(), f"(await {self.expr(depth)})")

    def yield_(self, depth):
        return self.pick(self.name(), self.name(), self.name(), "(yield)", f"(yield {self.expr(depth)})", f"(yield from {self.name()})")

    def conditional(self, depth):
        return f"({self.expr(depth)} if {self.name()} else {self.expr(depth)})"

    def fstring(self, depth):
        return f"f'{{{self.name()}:{{{self.name()}}}}}'"

    def display(self, depth):
        return self.pick(f"[{self.expr(depth)}, *{self.name()}]", f"{{**{self.name()}, {self.name()}: {self.expr(depth)}}}")

    def parameters(self, annotated, depth):
        names = [self.pick("a", "b", "c", "x", "self", "__p", "T", "a1", "a2", "a3") for _ in range(self.pick(0, 1, 1, 2))]
        parts = []
        for index, name in enumerate(names):
            annotation = self.maybe(0.3, lambda: f": {self.expr(depth)}") if annotated else ""
            default = f" = {self.expr(depth)}" if any("=" in part for part in parts) or self.rng.random() < 0.2 else ""
            parts.append(name + annotation + default)
        if self.rng.random() < 0.1:
            parts.append("*args")
            if self.rng.random() < 0.5:
                parts.append(f"k={self.name()}")
        if self.rng.random() < 0.1:
            parts.append("**kw")
        return ", ".join(parts)

    def type_params(self):
        if self.rng.random() < 0.6:
            return ""
        parts = []
        for _ in range(self.pick(1, 1, 2)):
            star = self.pick("", "", "", "*", "**")
            name = self.pick("T", "U", "T1", "T2", "T3", "__p", "a", "b", "__classdict__" if self.rng.random() < 0.1 else "T")
            bound = self.maybe(0.4, lambda: f": {self.pick(self.expr(1), f'({self.expr(1)}, {self.name()})')}") if star == "" else ""
            needs = any("=" in part for part in parts)
            default = f" = {self.expr(1)}" if needs or self.rng.random() < 0.2 else ""
            parts.append(star + name + bound + default)
        return f"[{', '.join(parts)}]"

    # --- statements ---

    def block(self, depth, indent):
        return "".join(self.statement(depth, indent) for _ in range(self.pick(1, 1, 2, 3)))

    def statement(self, depth, indent):
        pad = "    " * indent
        if depth > 0 and self.rng.random() < 0.5:
            return self.rng.choice((self.function, self.function, self.function, self.class_, self.class_, self.compound))(depth - 1, indent, pad)
        return f"{pad}{self.simple()}\n"

    def simple(self):
        return self.rng.choice((
            lambda: f"{self.target()} = {self.expr()}",
            lambda: f"{self.target()} = {self.expr(3)}",
            lambda: self.expr(3),
            lambda: f"{self.pick('global', 'nonlocal', 'nonlocal')} {self.pick(self.target(), self.target() + ', ' + self.target(), '__class__', '__p')}",
            lambda: f"{self.target()}: {self.expr()}{self.maybe(0.5, lambda: ' = ' + self.expr())}",
            lambda: f"({self.target()}): {self.expr()}",
            lambda: f"{self.target()} += {self.expr()}",
            lambda: f"del {self.target()}",
            lambda: f"return{self.maybe(0.6, lambda: ' ' + self.expr())}",
            lambda: self.pick("import a.b", "import b as x", "from m import a", "from m import *", "import __p", "from .m import b as c"),
            lambda: f"type {self.target()}{self.type_params()} = {self.expr()}",
            lambda: f"{self.target()}.{self.target()} = {self.expr()}",
            lambda: f"for {self.target()} in {self.expr()}: {self.target()} = {self.name()}",
            lambda: f"assert {self.expr()}, {self.name()}",
        ))()

    def function(self, depth, indent, pad):
        head = self.pick("def", "def", "def", "async def")
        decorator = self.maybe(0.1, lambda: f"{pad}@{self.expr(1)}\n")
        returns = self.maybe(0.2, lambda: f" -> {self.expr(1)}")
        line = f"{pad}{head} {self.pick('f', 'g', self.target())}{self.type_params()}({self.parameters(True, 1)}){returns}:\n"
        return decorator + line + self.block(depth, indent + 1)

    def class_(self, depth, indent, pad):
        bases = self.maybe(0.3, lambda: f"({self.expr(1)}, metaclass={self.name()})")
        return f"{pad}class {self.pick('C', 'D', '_E', '__', self.target())}{self.type_params()}{bases}:\n" + self.block(depth, indent + 1)

    def compound(self, depth, indent, pad):
        body = self.block(depth, indent + 1)
        other = self.block(depth, indent + 1)
        return self.pick(
            f"{pad}if {self.expr()}:\n{body}{pad}elif {self.name()}:\n{other}",
            f"{pad}try:\n{body}{pad}except {self.expr(1)} as {self.target()}:\n{other}{pad}else:\n{pad}    {self.simple()}\n{pad}finally:\n{pad}    {self.simple()}\n",
            f"{pad}try:\n{body}{pad}except* {self.expr(1)} as {self.target()}:\n{other}",
            f"{pad}with {self.expr(1)} as {self.target()}:\n{body}",
            f"{pad}async with {self.expr(1)} as {self.target()}:\n{body}",
            f"{pad}async for {self.target()} in {self.expr(1)}:\n{body}",
            f"{pad}while {self.expr()}:\n{body}{pad}else:\n{other}",
            f"{pad}match {self.expr(1)}:\n{pad}    case {self.pattern(2)} if {self.expr(1)}:\n{pad}        {self.simple()}\n",
        )

    def pattern(self, depth):
        if depth == 0:
            return self.pick(self.target(), "1", f"{self.name()}.{self.name()}", "_")
        inner = lambda: self.pattern(depth - 1)
        return self.pick(
            f"[{inner()}, *{self.target()}]",
            f"{{{self.name()}.k: {inner()}, **{self.target()}}}",
            f"{self.name()}({inner()}, k={inner()})",
            f"({inner()}) as {self.target()}",
            f"({inner()} | {inner()})",
        )

    def program(self):
        head = "from __future__ import annotations\n" if self.rng.random() < 0.15 else ""
        return head + self.block(4, 0)


def main():
    rng = random.Random(int(sys.argv[1]))
    with open(sys.argv[3], "w") as file:
        for _ in range(int(sys.argv[2])):
            file.write(json.dumps([Generator(rng).program(), "exec", 0]) + "\n")


main()
