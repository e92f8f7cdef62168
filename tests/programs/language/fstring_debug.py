"""f-strings: the = that shows the expression, conversions, nested specs and quotes."""
x, name, width = 3.14159, "snake", 10
print(f"{x=} {x = } {x=:.2f} {name=!s} {name = !r:>{width}} {x + 1 = }")
print(f"{name!a:^{width}}|{x:{width}.{2}f}|{'nested ' + f'{name:>{8}}'}|")
print(f"{{}} {{{name}}} {'}'} {'{'}")
print(f"{'a' if x > 3 else 'b'} {[i for i in range(3)]} { {'k': 1}['k'] } {(lambda q: q * 2)(2)}")
print(f"{name:{'>' + '8'}}" f"{name[0]}" "plain {x}")
print(f"""{
    name  # a comment inside
    .upper()
}""")
print(f"{'\n'.join(['a', 'b'])}", f"{f"{f"{1}"}"}")
print(rf"\d{name}\n", f"\N{EURO SIGN}{name}\t|")
print(f"{x!r:.4}", f"{None!s:>6}", f"{True:d}", f"{10:#x}", f"{1e10:,}")


class Spec:
    def __format__(self, spec):
        return f"<{spec}>"


print(f"{Spec()} {Spec():abc} {Spec():%H:%M} {Spec():{name}-{{}}}") if False else print(f"{Spec()} {Spec():abc} {Spec():%H:%M}")
