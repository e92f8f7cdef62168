"""f-strings: conversions, specs, nesting, debug, quotes inside, evaluation order, errors at run time."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

x, y, name = 42, 3.14159, "wörld"
d = {"k": [1, 2], "q'": 5}
print(f"{x} {x!r} {name!a} {x:5d}|{x:<5}|{x:^5}|{x:05}", f"{y:.2f} {y:{x - 36}.{2}f}", f"{x=} {x = } {x=!s} {y=:.1f} {d['k'][0]=}")
print(f"{'nested ' + f'{x + 1}'}", f"{f'{f"{x}"}'}", f"{d["k"]}", f'{d["q'"]}', f"{{}} {{{x}}}", f"{x:{'>'}{10}}", f"{(lambda: x)()}", f"{[i for i in range(3)]}", f"{ {1: 2}[1] }")
print(f"""multi
{x
 + 1}
line {
    name.upper()
}""", f"{x:{{}}}" if False else "", rf"\d{x}\n", f"\N{DIGIT ONE}\x41{x}", f"{'a' 'b'}" "c" f"{1}")
order = []


def note(v):
    order.append(v)
    return v


f"{note(1)}{note(2):{note(3)}}{note(4)!r}"
print(order, f"{x if x else 0}", f"{x!r:>6}", f"{x:_}", f"{1234567:,}", f"{x,}", f"{*[1, 2],}", f"{x:=+6}", f"{None} {True} {...}")


class F:
    def __format__(self, spec):
        return f"[{spec}]"

    def __repr__(self):
        return "R"

    def __str__(self):
        return "S"


f = F()
print(f"{f} {f!r} {f!s} {f:a b} {f!r:>3} {f=} {f=!s} {f=:z}")
for t in (lambda: f"{x:q}", lambda: f"{undefined}", lambda: f"{x.nope}", lambda: f"{[]:5}", lambda: f"{name:d}", lambda: f"{x:{name}}"):
    print(attempt(t))
print(f"{x:{y:{'.1f'}}}" if False else f"{y:{'.1f'}}", f"{'' if x else 'no'}|", f"{lambda_ if (lambda_ := 3) else 0}", f"{x:%}")
