"""Generator expressions: lazy but for the first iterable, scopes, one pass."""


def source(name, n):
    print("source", name)
    for i in range(n):
        print("yield", name, i)
        yield i


g = ((a, b) for a in source("a", 2) for b in source("b", 2))
print("made")
print(next(g), list(g))
print(sum(x * x for x in range(5)), max((len(w), w) for w in "a bb cc".split()), "".join(c.upper() for c in "abc"))
try:
    (x for x in missing)
except NameError as e:
    print(e)
late = (later for _ in range(1))
later = "bound afterwards"
print(next(late), next(late, "end"), list(late))
try:
    (x for x in 5)
except TypeError as e:
    print(e)
x = "outer"
print([x for x in range(2)], x, list(x for x in range(2)), x)
nested = [[j for j in range(i)] for i in range(3)]
print(nested, [c for row in nested for c in row])
print({k: v for k, v in zip("ab", range(2))}, {c for c in "aab"} == {"a", "b"})
print(g.__name__, g.__qualname__, g.gi_frame, g.gi_running)
gen = (i for i in [1, 2])
print(gen.gi_code.co_varnames, gen.gi_frame.f_locals.keys())
gen.close()
print(list(gen))
