"""str.format, f-strings and format(): fields, conversions, specifications, errors."""
from sys import version_info


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __format__(self, spec):
        return f"<{self.x},{self.y}|{spec}>"

    def __repr__(self):
        return "Point()"


p = Point(1, 2)
name, width, precision, value = "n\u00e9", 12, 3, 3.14159265
print("{} {}".format(1, 2), "{1} {0} {1}".format("a", "b"), "{a} {b}".format(a=1, b=2), "{0.x} {0.y}".format(p), "{0[1]} {d[k]}".format([1, 2], d={"k": 3}))
print("{!r} {!s} {!a}".format(name, name, name), "{:>{}}|{:<{w}}|".format("a", 5, "b", w=6), "{{}} {{{}}}".format(1))
print("{:abc} {} {!r:>10}".format(p, p, p), format(p, "spec"), format(p))
print(f"{value:{width}.{precision}f}|{value!r:>20}|{name:*^{width}}|{name!a}|{p:x}|{p!r}|{1 + 1}|{'nested ' + f'{2:03}'}")
print(f"{value = } {value=:.2f} {name=!s} {width + 1 = }")
print(f"{'a' if width else 'b'} {[i for i in range(3)]} { {1: 2}[1] } {(lambda x: x * 2)(4)}")
for spec in ("d", "5d", "<5d", "^5d", "=+5d", "05d", "x", "#x", "#010x", "b", "#b", "o", "c", "e", ".2f", "%", ",", "_", "_x", "_b", "+", " ", "-", "n", "*>8", "\u20ac^9"):
    print(spec, repr(format(97, spec)), end="; ")
print()
for spec in ("", "s", "10", ">10", "^10", ".2", "5.1", "\u20ac<7", "<3"):
    print(spec, repr(format("text", spec)), end="; ")
print()
for spec in ("", ".2f", "8.3f", "+.1e", "g", ".3g", "#.3g", "%", ".1%", "010.2f", "=10", ",.2f", "_.1f", "E", "G", "F", "z.0f"):
    print(spec, repr(format(-1234.5678, spec)), end="; ")
print()
print(format(-0.001, "z.1f"), format(0.0, "z"), format(12345678901234567890, ","), format(True, "d"), format(None, ""), format(1 + 2j, ".1f"))
bad = [("{}", ()), ("{0} {}", (1, 2)), ("{a}", ()), ("{", (1,)), ("}", (1,)), ("{!x}", (1,)), ("{:d}", ("s",)), ("{:s}", (1,)), ("{:.2d}", (1,)), ("{:,s}", ("x",)), ("{0.z}", (1,)), ("{0[z]}", ([1],)), ("{:q}", (1,)), ("{:,_}", (1,)), ("{:10}", (None,)), ("{:c}", (-1,))]
for template, arguments in bad:
    try:
        print(template.format(*arguments))
    except Exception as e:
        print(template, type(e).__name__, e)
print("{}".format_map({"a": 1}) if False else "{a}-{b}".format_map({"a": 1, "b": 2}))


class Default(dict):
    def __missing__(self, key):
        return f"<{key}>"


print("{a} {zz}".format_map(Default(a=1)), version_info[:2])
