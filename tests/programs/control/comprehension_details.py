"""Comprehensions: nesting, conditions, scopes, unpacking, walrus, errors inside, dict and set order, generators' laziness."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

print([x + y for x in "ab" for y in "cd" if x + y != "ac"], {k: v for k, v in zip("ab", range(2))}, {x % 3 for x in range(9)}, [[i * j for j in range(3)] for i in range(3)], [y for x in [[1, 2], [3]] for y in x], [(a, *b) for a, *b in ["xyz", "pq"]], [x for x in range(10) if x % 2 if x > 4], [x if x else "zero" for x in range(2)])
x = "outer"
print([x for x in range(2)], x, [z := i for i in range(3)], z, [[x for x in range(x)] for x in range(3)], {x: x for x in "aba"}, list(x for x in x), (lambda: [x for _ in range(1)])())
g = (print("made") or i for i in (print("source") or range(2)))
print("before", next(g))
print(attempt(lambda: [1 / i for i in (1, 0)]), attempt(lambda: [i for i in 5]), attempt(lambda: {[]: 1 for _ in "a"}), attempt(lambda: [a for a, b in [(1,)]]), attempt(lambda: [undefined for _ in ()]), attempt(lambda: [undefined for _ in "a"]))


class C:
    items = [1, 2]
    doubled = [i * 2 for i in items]
    fails = attempt(lambda: [j for j in items])


print(C.doubled, C.fails)


def f():
    funcs = [lambda: i for i in range(2)]
    return [h() for h in funcs], [(lambda: k)() for k in range(2)], sorted(locals())


print(f(), [i for i in range(3) for i in range(i)], sum([i for i in range(3)] for _ in "") if False else 0, [*(i for i in "ab"), *[j for j in "c"]], dict((k, [k] * 2) for k in "ab"), all(i for i in [1, 0] if print("tested", i) or True), any([]), [lambda: 0 for _ in "ab"][0]())
for source in ("[i for i in range(3)] = 1", "[*x for x in 'a']", "[x for x in 1, 2]", "[x, y for x in 'a']", "{**x for x in 'a'}", "[i for i.x in 'a']", "(x for x in 'a', 1)", "f(x for x in 'a', 1)", "[yield x for x in 'a']", "[x for x in (y := 'a')]", "[await x for x in 'a']"):
    print(source, attempt(compile, source, "s", "eval") if not isinstance(r := attempt(compile, source, "s", "eval"), type(f.__code__)) else "ok")
