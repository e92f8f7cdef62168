"""Write random programs: `python3.13 scripts/generate_statements.py SEED COUNT OUT.jsonl [--valid]`.

All kinds of statements, expressions and patterns inside of each other, in functions, coroutines and classes: what leaves a block
in the middle (return, break, continue) has many different blocks to leave. Most programs mean nothing and many are errors;
with --valid those that CPython does not compile are left out.
"""

import ast
import json
import random
import sys
import warnings

NAMES = "a b c self x __p cls super __class__".split()
LEAVES = r"""a b x.y self.z x[0] 1 -1 2.5 1j None True ... 'text' b'x' f'{a!r:>{b}}' f'{x}' __debug__ print(a) x.f(a,k=b) x.y.f()
super().f(a) super().z super(a,b).z a+b a@b not\ta ~a (a,b) [a,b] {a:b} {a} (1,2,3) [1,2,3] {1,2,1.0} x[a:b] x[a:b:c] x[a,b:c] a==b a\tis\tNone
a\tin\tb a<b<c lambda:a lambda\ta,*b,c=1,**d:a f(*a) f(**a) f(*a,b,k=c,**x) 'a'%b 'a'.join(b) __p self.__p 1000*1000 a\tis\t1 1(a) [1][a]""".split()
STATEMENTS = r"""pass return return\t1 return\ta return\t(a,b) break continue raise raise\ta raise\ta\tfrom\tb a=b a+=1 x.y+=a x[a]+=b x[a:b]+=c del\ta
del\tx.y,x[a],x[a:b] a,*b=c [a,b]=c=x a:b=c a:b x.y:b x[a]:b self.z=a self.__p=b global\tg nonlocal\ta import\ta import\ta.b.c import\ta.b.c\tas\td import\t__p
from\ta\timport\tb from\t.\timport\ta\tas\tb,c from\t..a.b\timport\t__p assert\ta assert\ta,b assert\t(a,b) print(a) 1 'text' await\ta yield yield\ta x=yield\tfrom\ta
type\tX=a type\tY[T]=[T\tfor\tx\tin\ta] (a:=b)""".split()
TARGETS = "a b x self.q x[a] x[a:b] (a,*b) [a,(b,c)] __p self.__r".split()
PATTERNS = "1 's' None a b c _ x.y -1 True 1+2j C() [] {}".split()
FLAGS = (0, 0, 0, 0x2000, 0x1000000, 0x1002000)


def indented(text):
    return "\n".join("    " + line for line in text.split("\n"))


class Generator:
    def __init__(self, rng):
        self.rng = rng

    def pick(self, *choices):
        choice = self.rng.choice(choices)
        return choice() if callable(choice) else choice

    def leaf(self, choices):
        return self.rng.choice(choices).replace(r"\t", " ")

    def expression(self, depth=0):
        if depth > 2 or self.rng.random() < 0.5:
            return "(" + self.leaf(LEAVES) + ")"
        e = lambda: self.expression(depth + 1)
        n = lambda: self.rng.choice(NAMES)
        return self.pick(
            lambda: f"[{e()} for {n()} in {e()}]",
            lambda: f"{{{e()}: {e()} for {n()} in {e()} if {e()}}}",
            lambda: f"{{{e()} for {n()} in {e()} for {n()} in [{e()}]}}",
            lambda: f"({e()} for {n()} in {e()})",
            lambda: f"[{e()} async for {n()} in {e()}]",
            lambda: f"({e()} async for {n()} in {e()})",
            lambda: f"(lambda {n()}={e()}: {e()})",
            lambda: f"({e()} if {e()} else {e()})",
            lambda: f"({e()} and {e()} or not {e()})",
            lambda: f"({e()} < {e()} <= {e()})",
            lambda: f"({n()} := {e()})",
            lambda: f"f(*{e()}, {e()}, k={e()}, **{e()})",
            lambda: f"super().m({e()}, k={e()})",
            lambda: f"({e()}, *{e()})",
            lambda: f"{{**{e()}, {e()}: {e()}}}",
            lambda: f"{n()}[{e()}:{e()}]",
            lambda: f"({e()}).x({e()})",
            lambda: f"(await {e()})",
            lambda: f"(yield {e()})",
            lambda: f"(yield from {e()})",
        )

    def pattern(self, depth=0):
        if depth > 2 or self.rng.random() < 0.3:
            return self.leaf(PATTERNS)
        p = lambda: self.pattern(depth + 1)
        n = lambda: self.rng.choice("abc_")
        return self.pick(
            lambda: f"[{p()}, {p()}]",
            lambda: f"({p()}, *{n()})",
            lambda: f"[*_, {p()}]",
            lambda: f"{{'k': {p()}, **{self.rng.choice('rc')}}}",
            lambda: f"{{1: {p()}, x.y: {p()}}}",
            lambda: f"C({p()}, k={p()})",
            lambda: f"({p()} | {p()})",
            lambda: f"({p()} as {self.rng.choice('abc')})",
        )

    def body(self, depth):
        return indented("\n".join(self.statement(depth + 1) for _ in range(self.rng.randrange(1, 3))))

    def statement(self, depth=0):
        if depth > 4 or self.rng.random() < 0.3:
            return self.leaf(STATEMENTS)
        return self.rng.choice((self.loop, self.attempt, self.definition, self.choice, self.simple))(depth)

    def simple(self, depth):
        e, t = self.expression, lambda: self.rng.choice(TARGETS)
        return self.pick(
            lambda: f"{t()} = {t()} = {e()}",
            lambda: f"{self.pick('a', 'self.x', 'x[a]', 'x[a:b]')} += {e()}",
            lambda: f"{self.pick('a', 'self.x', '(b)')}: {e()} = {e()}",
            lambda: f"{self.pick('a', 'x[a:b, c]', '(b)', 'f().x')}: {e()}",
            lambda: f"assert {e()}, {e()}",
            lambda: f"return {e()}",
            lambda: f"type X[T: {e()} = {e()}] = {e()}",
            e,
        )

    def loop(self, depth):
        e, b, t = self.expression, lambda: self.body(depth), lambda: self.rng.choice(TARGETS)
        return self.pick(
            lambda: f"for {t()} in {e()}:\n{b()}",
            lambda: f"for {t()} in {e()}:\n{b()}\nelse:\n{b()}",
            lambda: f"async for {t()} in {e()}:\n{b()}\nelse:\n{b()}",
            lambda: f"while {e()}:\n{b()}",
            lambda: f"while {e()}:\n{b()}\nelse:\n{b()}",
        )

    def attempt(self, depth):
        e, b, t = self.expression, lambda: self.body(depth), lambda: self.rng.choice(TARGETS)
        n = lambda: self.rng.choice(NAMES)
        return self.pick(
            lambda: f"try:\n{b()}\nfinally:\n{b()}",
            lambda: f"try:\n{b()}\nexcept {e()} as {n()}:\n{b()}\nexcept:\n{b()}\nelse:\n{b()}\nfinally:\n{b()}",
            lambda: f"try:\n{b()}\nexcept {e()}:\n{b()}",
            lambda: f"try:\n{b()}\nexcept* {e()} as {n()}:\n{b()}\nexcept* {e()}:\n{b()}\nelse:\n{b()}",
            lambda: f"with {e()} as {t()}, {e()}:\n{b()}",
            lambda: f"async with {e()} as {t()}, {e()}:\n{b()}",
        )

    def choice(self, depth):
        e, b = self.expression, lambda: self.body(depth)
        cases = lambda: "\n".join(
            f"    case {self.pattern()}{self.pick('', lambda: f' if {e()}')}:\n{indented(b())}"
            for _ in range(self.rng.randrange(1, 3))
        )
        return self.pick(
            lambda: f"if {e()}:\n{b()}\nelif {e()}:\n{b()}\nelse:\n{b()}",
            lambda: f"match {e()}:\n{cases()}",
            lambda: f"match {e()}:\n{cases()}\n    case _:\n{indented(b())}",
        )

    def definition(self, depth):
        e, b = self.expression, lambda: self.body(depth)
        return self.pick(
            lambda: f"def f(a, b={e()}, /, *c: {e()}, d: {e()}={e()}, **e) -> {e()}:\n{b()}",
            lambda: f"async def f(self, x={e()}):\n{b()}",
            lambda: f"@{self.rng.choice(NAMES)}\ndef g[T: {e()}, *U = *{e()}, **P = a](self, x: T={e()}, *, k=a) -> U:\n{b()}",
            lambda: f"class C({e()}, metaclass={e()}):\n{b()}",
            lambda: f"class D[T, U: (int, str) = {e()}](T):\n{b()}",
            lambda: f"@x.y\n@b\nclass C:\n{b()}",
        )

    def program(self):
        text = "\n".join(self.statement() for _ in range(self.rng.randrange(1, 4)))
        if self.rng.random() < 0.6:
            text = f"{self.pick('', 'async ')}def outer(a, self, *x):\n{indented(text)}"
        if self.rng.random() < 0.3:
            text = f"class K:\n{indented(text)}"
        return text + "\n"


def is_accepted(source, mode, flags):
    try:
        compile(source, "<generated>", mode, flags, dont_inherit=True)
    except Exception:
        return False
    return True


def main():
    warnings.simplefilter("ignore")
    generator = Generator(random.Random(int(sys.argv[1])))
    count = int(sys.argv[2])
    with open(sys.argv[3], "w") as out:
        while count > 0:
            source, flags = generator.program(), generator.rng.choice(FLAGS)
            mode = "single" if source.count("\n") < 12 and generator.rng.random() < 0.3 else "exec"
            needed = flags if "--valid" in sys.argv else ast.PyCF_ONLY_AST
            if len(source) > 2500 or not is_accepted(source, mode, needed):
                continue
            out.write(json.dumps([source, mode, flags]) + "\n")
            count -= 1


if __name__ == "__main__":
    main()
