"""A starred target takes the rest as a list."""
first, *rest = range(4)
*init, last = "abc"
a, *b, c = (1, 2)
print(first, rest, init, last, a, b, c)
[x, (y, *z)], *w = [[1, [2, 3, 4]], 5]
print(x, y, z, w)
for head, *tail in [(1,), (1, 2), "xyz"]:
    print(head, tail)
for text in ("a, *b = []", "a, b = 1, 2, 3", "*a, b, c = (1,)", "a, b = 5", "a, b = {}", "(a, *b), c = 1, 2"):
    try:
        exec(text)
    except Exception as e:
        print(text, "->", type(e).__name__, e)
for text in ("*a = 1", "*a, *b = 1", "a, b += 1", "*a", "del *a"):
    try:
        compile(text, "t", "exec")
    except SyntaxError as e:
        print(text, "->", e.msg)
