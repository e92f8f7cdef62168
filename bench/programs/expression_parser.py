"""A tokenizer, a recursive-descent parser and an evaluator of a small language of expressions with variables and functions."""


class Token:
    def __init__(self, kind, text, position):
        self.kind = kind
        self.text = text
        self.position = position


class SyntaxProblem(Exception):
    pass


def tokenize(text):
    tokens = []
    i = 0
    while i < len(text):
        ch = text[i]
        start = i
        if ch.isspace():
            i += 1
            continue
        if ch.isdigit():
            while i < len(text) and (text[i].isdigit() or text[i] == "."):
                i += 1
            tokens.append(Token("number", text[start:i], start))
        elif ch.isalpha():
            while i < len(text) and text[i].isalnum():
                i += 1
            tokens.append(Token("name", text[start:i], start))
        elif text[i : i + 2] in ("**", "<=", ">=", "==", "!="):
            i += 2
            tokens.append(Token("operator", text[start:i], start))
        elif ch in "+-*/%(),<>?:":
            i += 1
            tokens.append(Token("operator", ch, start))
        else:
            raise SyntaxProblem("unexpected %r at %d" % (ch, i))
    tokens.append(Token("end", "", i))
    return tokens


class Parser:
    LEVELS = (("<", ">", "<=", ">=", "==", "!="), ("+", "-"), ("*", "/", "%"))

    def __init__(self, text):
        self.tokens = tokenize(text)
        self.at = 0

    @property
    def token(self):
        return self.tokens[self.at]

    def accept(self, *texts):
        token = self.token
        if token.kind == "operator" and token.text in texts:
            self.at += 1
            return token.text
        return None

    def expect(self, text):
        if not self.accept(text):
            raise SyntaxProblem("expected %r at %d" % (text, self.token.position))

    def parse(self):
        tree = self.choice()
        if self.token.kind != "end":
            raise SyntaxProblem("trailing %r at %d" % (self.token.text, self.token.position))
        return tree

    def choice(self):
        test = self.binary(0)
        if not self.accept("?"):
            return test
        then = self.choice()
        self.expect(":")
        return ("choice", test, then, self.choice())

    def binary(self, level):
        if level == len(self.LEVELS):
            return self.unary()
        left = self.binary(level + 1)
        while True:
            operator = self.accept(*self.LEVELS[level])
            if operator is None:
                return left
            left = ("binary", operator, left, self.binary(level + 1))

    def unary(self):
        if self.accept("-"):
            return ("negative", self.unary())
        base = self.primary()
        if self.accept("**"):
            return ("binary", "**", base, self.unary())
        return base

    def primary(self):
        token = self.token
        if token.kind == "number":
            self.at += 1
            return ("number", float(token.text) if "." in token.text else int(token.text))
        if token.kind == "name":
            self.at += 1
            if not self.accept("("):
                return ("name", token.text)
            arguments = [self.choice()]
            while self.accept(","):
                arguments.append(self.choice())
            self.expect(")")
            return ("call", token.text, arguments)
        self.expect("(")
        tree = self.choice()
        self.expect(")")
        return tree


OPERATORS = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "%": lambda a, b: a % b,
    "**": lambda a, b: a**b,
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
}
FUNCTIONS = {"max": max, "min": min, "abs": abs, "half": lambda x: x // 2}


class Evaluator:
    def __init__(self, variables):
        self.variables = variables

    def evaluate(self, tree):
        return getattr(self, "on_" + tree[0])(*tree[1:])

    def on_number(self, value):
        return value

    def on_name(self, name):
        return self.variables[name]

    def on_negative(self, operand):
        return -self.evaluate(operand)

    def on_binary(self, operator, left, right):
        return OPERATORS[operator](self.evaluate(left), self.evaluate(right))

    def on_call(self, name, arguments):
        return FUNCTIONS[name](*[self.evaluate(argument) for argument in arguments])

    def on_choice(self, test, then, other):
        return self.evaluate(then) if self.evaluate(test) else self.evaluate(other)


SOURCES = [
    "1 + 2 * 3 - 4",
    "(x + y) * (x - y) % 1009",
    "max(x, y, 3 * z) - min(x, abs(-y)) ** 2",
    "x < y ? half(x * 3) : (y % 7 == 0 ? z : -z + 1)",
    "1.5 * x + 2.25 * (y - 0.5) / (z + 1)",
    "((((x))) + (2 * (3 + (4 * (5 + y)))))",
    "x +",
    "max(x, )",
    "x $ y",
]


def main():
    total = 0
    errors = {}
    for i in range(4500):
        source = SOURCES[i % len(SOURCES)].replace("3", str(i))
        try:
            tree = Parser(source).parse()
        except SyntaxProblem as problem:
            errors[str(problem)] = errors.get(str(problem), 0) + 1
            continue
        for x in range(20):
            total += Evaluator({"x": x, "y": i % 10, "z": 5}).evaluate(tree)
    print(errors)
    print("check %.3f" % total)


main()
