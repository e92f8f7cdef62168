"""Assignment expressions: where they bind, and what they are worth."""
if (n := len("abc")) > 2:
    print(n)
values = [1, 2, 3, 4]
print([y for x in values if (y := x * x) > 4], y)
while (item := values.pop()) > 2:
    print("popped", item)
print(item, values)


def scope():
    total = 0
    partial = [total := total + v for v in range(4)]
    return total, partial, (lambda: (z := 5) + z)()


print(scope())
print((a := 1, b := a + 1), a, b)
print(any((witness := word).isupper() for word in ["x", "Y", "z"]), witness)
print(f"{(k := 7)} {k!r:>3}")
