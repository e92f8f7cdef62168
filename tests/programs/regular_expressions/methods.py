# Patterns, matches, scanners: attributes, representation, sizes, arguments, text and bytes.
import copy
import copyreg
import re
import sys
import weakref


def show(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)


p = re.compile(r"(?P<word>[a-z]+)(\d)?(?P<tail>-)?", re.I)
print(p, p.pattern, p.flags, p.groups, p.groupindex, dict(p.groupindex), sys.getsizeof(p))
print(p == re.compile(p.pattern, re.I), p != re.compile(p.pattern), hash(p) == hash(re.compile(p.pattern, re.I)), p == 5)
m = p.search("12 abc7 x", 1)
print(m, m.re is p, m.string, m.pos, m.endpos, m.lastindex, m.lastgroup, m.regs, sys.getsizeof(m), bool(m))
print(m.group(), m.group(0), m.group(1, 2, 3), m.group("word"), m["word"], m[2], m[3], m.group("word", 2))
print(m.groups(), m.groups("none"), m.groups(default=0), m.groupdict(), m.groupdict("none"))
print(m.span(), m.span(1), m.start(2), m.end("word"), m.span("tail"), m.start(), m.end())
print(m.expand(r"\1-\g<word>-\g<2>[\3]\n"), m.expand("plain"))
for bad in (4, -1, "nope", 1.5, None, 2**70):
    show(m.group, bad)
show(m.span, 9)
show(m.start, 1, 2)
show(m.expand, r"\9")
show(m.expand, 5)
show(setattr, m, "string", "x")
print(copy.copy(m) is m, copy.deepcopy(p) is p, re.Pattern[str], re.Match[bytes], copyreg.dispatch_table[re.Pattern](p)[1])
print([type(x).__name__ for x in (p, m, p.scanner(""), p.finditer(""))], weakref.ref(p)() is p)
for t in (re.Pattern, re.Match):
    show(t)
print(sys.getsizeof(p.scanner("abc")), type(p.match).__name__, p.match.__text_signature__, re.Match.group.__doc__[:7])
print(re.compile("").pattern, re.compile(b"x"), re.compile("x" * 300), re.compile("a", re.A | re.M | re.S | re.X))
print(re.compile(b"a", re.L), re.compile("a", re.U), re.match("x" * 80, "x" * 80))

print(p.match("abc").span(), p.match("1abc"), p.match("1abc", 1).span(), p.match("abc", 1, 2).span(), p.match("abc", -5, 100))
print(p.fullmatch("abc1-").span(), p.fullmatch("abc1-x"), p.fullmatch("xabc1-x", 1, 6).span(), p.fullmatch("abc", endpos=2))
print(p.search("   "), p.search(string="a", pos=0), p.findall("a1 b2- c"), p.findall("a1 b2", 3), p.findall("abc", 1, 2))
print(re.findall("a", "banana"), re.findall("(a)", "banana"), re.findall("(b)|(n)", "banana"), re.findall("", "ab"))
print(list(re.finditer("a", "banana")), [m.span() for m in re.finditer("", "abc")], [m[0] for m in p.finditer("ab cd", 1, 4)])
print(re.split("a", "banana"), re.split("(a)", "banana"), re.split("a", "banana", maxsplit=1), re.split("", "abc"), re.split("x*", "axbc"))
print(re.split("(x)|(y)", "axbyc"), re.split("a", ""), re.split("a", "a"), p.split("a1b2", 1), re.split("n", "banana", maxsplit=-1))
print(re.sub("a", "<>", "banana"), re.sub("a", lambda m: str(m.start()), "banana"), re.sub("", "-", "abc"), re.sub("x*", "-", "abxd"))
print(re.sub("(a)(n)?", r"\2\1", "banana"), re.sub("a", r"\\", "aa"), re.sub("a", r"\g<0>\n", "aa"), re.subn("a", "b", "banana", count=2))
print(re.sub("a", "b", "aaa", count=-1), re.sub("a", lambda m: None, "bab"), re.subn("q", "z", "banana"), p.sub("x", "a1 b", 1))
print(re.sub("(?P<n>a)", r"[\g<n>]" * 6, "a"), re.sub(b"(a)", rb"<\1>" * 2, b"ba"), re.sub("a", "b", ""), re.subn("(a)", r"\1\1", "aa"))
show(re.sub, "a", r"\1", "a")
show(re.sub, "a", r"\g<x>", "a")
show(re.sub, "a", r"\q", "a")
show(re.sub, "a", b"x", "a")
show(re.sub, "a", 5, "a")
show(re.sub, "a", lambda m: 5, "a")
show(re.sub, "a", lambda m: 1 / 0, "a")
show(re.sub, b"a", "x", b"a")

b = re.compile(rb"(\w+)\s")
print(b.match(b"ab "), b.match(bytearray(b"ab ")), b.match(memoryview(b"ab ")).group(1), b.findall(bytearray(b"a b ")))
print(b.sub(b"x", bytearray(b"a b ")), b.split(memoryview(b"a b c")), b.match(b"ab ").expand(rb"\1"), b.search(b"\xe9a "))
for f in (p.match, p.findall, p.split, p.scanner, p.finditer):
    show(f, b"abc")
    show(f, 5)
    show(f)
show(b.match, "abc")
show(p.match, "a", 1, 2, 3)
show(p.match, "a", "b")
show(p.match, "a", foo=1)
show(p.match, string="a", pos=0, endpos=2**70)
show(p.sub, "a")
show(p.split, "a", "b")

s = p.scanner("ab 12 cd")
print(s.pattern is p, s.match(), s.match(), s.search(), s.search(), s.match())
s = p.scanner("12 cd")
print(s.search(), s.search(), s.search())
show(s.match, 1)
array = bytearray(b"abc def ")
s = b.scanner(array)
print(s.match().group())
show(array.append, 1)
del s
array.append(1)
m = b.match(array)
array[:2] = b"XYZ"
print(m.group(1), m)
del array[1:]
print(m.group(1), m.group())
