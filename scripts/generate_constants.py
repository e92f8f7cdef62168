"""Write random programs of constant expressions: `python3 scripts/generate_constants.py SEED COUNT OUT.jsonl`.

For the AST optimiser: numbers of all types at the edges of its limits, strings with surrogates, tuples, sets, `%` formats, in
the places where constants fold and where they do not.
"""

import json
import random
import sys

NUMBERS = """0 1 2 3 7 10 63 64 127 128 129 255 256 257 1023 1024 4095 4096 4097 2**62 2**63 2**64 10**18 10**19 0xffffffffffffffff
9007199254740993 True False 0.0 0.5 1.0 1.5 2.5 0.1 1e-5 1e16 1e22 1e23 1e100 1e308 1e400 5e-324 1e-320 3.7 0j 1j 2j 1.5j 1e400j
340282366920938463463374607431768211455 170141183460469231731687303715884105727 -1 -2 -0.0 -1.5 -1j""".split()
STRINGS = r"""'' 'a' 'ab' "abc" '\ud800' '\udc00' '\U00010000' 'é' u'x' '\x00' 'a'*5 """.split()
BYTES = r"""b'' b'a' b'abc' b'\xff'""".split()
OTHERS = "None ... __debug__ True False x y".split()
OPERATORS = "+ - * / // % ** << >> & | ^ @".split()
COMPARISONS = "in not,in is is,not == <".split()
SPECS = "%s %r %a %% %10s %-5s %.3s %5.2r %05s %+s %99s %100s %.99a %.100s %d %c %i %*s %(a)s % %5 %. %-+0s %.s %1.s %00s %é".split() + [" ", "a", "é", "\\ud800"]


class Generator:
    def __init__(self, rng):
        self.rng = rng

    def pick(self, *choices):
        return self.rng.choice(choices)

    def number(self, depth):
        if depth <= 0 or self.rng.random() < 0.3:
            kind = self.rng.random()
            if kind < 0.6:
                return self.rng.choice(NUMBERS)
            if kind < 0.8:
                return str(self.rng.getrandbits(self.rng.randrange(1, 140)))
            return repr(self.pick(self.rng.random() * 10, float(self.rng.randrange(1000)) / 8, 10.0 ** self.rng.randrange(-30, 30)))
        operator = self.rng.choice(OPERATORS)
        if self.rng.random() < 0.25:
            return f"({self.pick('-', '+', '~', 'not ')}{self.number(depth - 1)})"
        return f"({self.number(depth - 1)} {operator} {self.number(depth - 1)})"

    def sequence(self, depth):
        kind = self.rng.random()
        if depth <= 0 or kind < 0.4:
            return self.pick(self.rng.choice(STRINGS), self.rng.choice(BYTES), self.tuple(depth))
        if kind < 0.6:
            return f"({self.sequence(depth - 1)} + {self.sequence(depth - 1)})"
        count = self.pick("0", "1", "2", "3", "-1", "255", "256", "257", "1000", "1365", "2048", "4096", "4097", "True", "10**30", str(self.rng.randrange(400)))
        return self.pick(f"({self.sequence(depth - 1)} * {count})", f"({count} * {self.sequence(depth - 1)})")

    def tuple(self, depth):
        items = [self.atom(depth - 1) for _ in range(self.pick(0, 1, 2, 3))]
        return "(" + ", ".join(items) + ("," if len(items) == 1 else "") + ")"

    def atom(self, depth):
        kind = self.rng.random()
        if kind < 0.4:
            return self.number(depth)
        if kind < 0.7:
            return self.sequence(depth)
        if kind < 0.8:
            return self.tuple(depth)
        return self.rng.choice(OTHERS)

    def subscript(self, depth):
        index = self.pick("0", "1", "-1", "2", "-3", "True", "0.0", "10**20", "'a'", "None", "0:1", "0,1", self.number(1))
        return f"{self.sequence(depth)}[{index}]"

    def format(self, depth):
        text = "".join(self.rng.choice(SPECS) for _ in range(self.rng.randrange(5)))
        values = [self.pick("x", "y", "x.a", self.atom(1), "*x") if self.rng.random() < 0.9 else "x" for _ in range(max(0, text.count("%") - 2 * text.count("%%")) if self.rng.random() < 0.8 else self.rng.randrange(3))]
        right = "(" + ", ".join(values) + ("," if len(values) == 1 else "") + ")"
        return f"{self.pick('', '', 'b' if text.isascii() else '')}'{text}' % {self.pick(right, right, right, right, 'x', '[x]')}"

    def display(self, depth):
        items = ", ".join(self.pick(self.atom(depth - 1), self.atom(depth - 1), "0.0", "-0.0", "1", "True", "1e400 - 1e400", "(1,)", "(1.0,)", "'a'") for _ in range(self.rng.randrange(1, 5)))
        return self.pick(f"[{items}]", f"{{{items}}}", f"({items},)", f"[*x, {items}]", f"{{*x, {items}}}", "[]", "()")

    def comparison(self, depth):
        text = self.pick("x", self.atom(1), self.display(1))
        for _ in range(self.pick(1, 1, 1, 2)):
            text += f" {self.rng.choice(COMPARISONS).replace(',', ' ')} {self.pick(self.display(depth), self.display(depth), self.atom(1))}"
        return self.pick(f"({text})", f"(not ({text}))", f"(not {text})")

    def expr(self, depth=3):
        return self.rng.choice((self.number, self.number, self.sequence, self.atom, self.subscript, self.format, self.format, self.comparison, self.display))(depth)

    def statement(self):
        e = self.expr
        return self.rng.choice((
            lambda: e(), lambda: e(), lambda: e(), lambda: e(), lambda: f"x = {e()}",
            lambda: f"for x in {self.display(2)}: {e()}",
            lambda: f"[{e(1)} for x in {self.display(2)} if {e(1)} for y in {self.display(1)}]",
            lambda: f"{{{e(1)}: {e(1)} async for x in {self.display(2)}}}",
            lambda: f"async def f():\n    async for x in {self.display(2)}: {e(1)}",
            lambda: f"def f(x: {e(1)} = {e(1)}, *, y: {e(1)} = {e(1)}) -> {e(1)}:\n    {e(1)}\n    return {e()}",
            lambda: f"class C({e(1)}, k={e(1)}):\n    {self.sequence(1)}\n    x: {e(1)} = {e(1)}",
            lambda: f"class C[T: {e(1)} = {e(1)}, *U = {e(1)}, **V = {e(1)}]: {e(1)}",
            lambda: f"type X[T: ({e(1)}, 1)] = {e(1)}",
            lambda: f"lambda x={e(1)}, *, y={e(1)}: {e(1)}",
            lambda: f"f'{{{self.number(2)}!r:{{{self.number(1)}}}}}a'",
            lambda: f"match {e(1)}:\n    case {self.pick('-1', '1+2j', '-1.5-2j', '{-1: x}', '[-1, -2j]', 'C(-1, k=-2)', '-1 | -2', '-0 as x')} if {e(1)}: {e(1)}",
            lambda: f"with {e(1)} as x[{e(1)}]: {e(1)}",
            lambda: f"try: {e(1)}\nexcept {e(1)} as x: {e(1)}\nelse: {e(1)}\nfinally: {e(1)}",
            lambda: f"try: {e(1)}\nexcept* {e(1)}: {e(1)}",
            lambda: f"assert {e(1)}, {e(1)}",
            lambda: f"x[{e(1)}] += {e(1)}; del x[{e(1)}].a",
            lambda: f"if {e(1)}: {e(1)}\nelif __debug__: {e(1)}\nelse: {e(1)}",
            lambda: f"@{e(1)}\ndef f(): yield {e(1)}",
            lambda: f"raise x({e(1)}, *{self.display(1)}, k={e(1)}, **{{1: {e(1)}, **x}}) from {e(1)}",
            lambda: f"x[{e(1)}:{e(1)}:{e(1)}, {e(1)}] = {e(1)} if {e(1)} else {e(1)} and {e(1)}",
            lambda: f"(x := {e(1)}); global a, b; import c",
        ))()

    def program(self):
        head = "from __future__ import annotations\n" if self.rng.random() < 0.1 else ""
        return head + "\n".join(self.statement() for _ in range(self.pick(1, 1, 2))) + "\n"


def main():
    rng = random.Random(int(sys.argv[1]))
    with open(sys.argv[3], "w") as file:
        for _ in range(int(sys.argv[2])):
            file.write(json.dumps([Generator(rng).program(), rng.choice(("exec", "exec", "exec", "single")), 0]) + "\n")


main()
