"""Operators: precedence and association."""
print(2 + 3 * 4 ** 2 // 5 % 7, -2 ** 2, 2 ** -1, 2 ** 3 ** 2, (-2) ** 2)
print(not True == False, 1 + 1 == 2 and not 0, 1 | 2 ^ 3 & 4 << 1, ~5 & 0xF, -~5)
print(1 if 0 else 2 or 3, (lambda: 1 or 2)(), 10 - 5 - 2, 100 / 10 / 2, 7 // 2 * 2 + 7 % 2)
print(1 < 2 == True, (1 < 2) == True, 5 & 3 == 1, 5 & (3 == 1), "a" "b" * 2, "a" + "b" * 2)
print(not 1 in [2], 1 not in [2] is not None, -1 .__abs__(), (-1).__abs__(), 3 - -3, +-+1)


class T:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


for symbol, method in (("+", "add"), ("-", "sub"), ("*", "mul"), ("@", "matmul"), ("/", "truediv"), ("//", "floordiv"), ("%", "mod"), ("**", "pow"), ("<<", "lshift"), (">>", "rshift"), ("&", "and"), ("^", "xor"), ("|", "or")):

    def combine(self, other, symbol=symbol):
        return T(f"({self} {symbol} {other})")

    setattr(T, f"__{method}__", combine)
a, b, c, d = map(T, "abcd")
print(a + b * c ** d, a ** b ** c, a - b - c, a @ b / c // d % a, a | b ^ c & d << a + b)
print(a << b >> c, (a + b) * c, a if b else c + d)
