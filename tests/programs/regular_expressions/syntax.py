# The module re: syntax, flags, errors, warnings as results, engine corners.
import re
import warnings

warnings.simplefilter("error")


def show(pattern, text, flags=0, how=re.search):
    try:
        m = how(pattern, text, flags)
        print(ascii(pattern), int(flags), m and (m.span(), m.groups()))
    except re.PatternError as e:
        print(ascii(pattern), "PatternError", e, e.pos, e.lineno, e.colno)
    except Exception as e:
        print(ascii(pattern), type(e).__name__, e)


for pattern in (
    "(", ")", "[", "[]", "[a", "a**", "*", "+a", "?", "(?P<n>a)(?P<n>b)", "(?P<1>a)", "(?P=x)", "\\1", "(a)\\2", "(?<=a*)b",
    "(?<!a|bb)c", "a{2,1}", "a{99999999999}", "\\", "[b-a]", "[\\w-a]", "(?z)a", "(?i", "(?-i:a)", "(?a-u:a)", "x(?i)a", "(?:a",
    "(?(1)a|b)", "(?(2)a)(b)", "(?P<a", "(?P>a)", "(?#", "\\x1", "\\u12", "\\400", "a{1}{2}", "[[a]",
    "[a--b]", "(?<n>a)", "a++*", "(?>a", "\\Q", "(?P<é>a)", "(?(é)a)",
):
    show(pattern, "aab1")

for pattern, text in (
    ("(a|ab)(c|bcd)(d*)", "abcd"), ("(a+|b)*", "ab"), ("(?:(a)|b)*", "ab"), ("(a)|(b)", "b"), ("((a)|(b))*", "abab"),
    ("(?=(a+))a*b\\1", "baaabac"), ("(?!x)(y)", "xy"), ("(?<=x)(y)", "xy"), ("(?<!x)y", "xyy"), ("(?>a+)ab", "aaab"), ("a++b", "aaab"),
    ("(?:a|b)++c", "ababc"), ("(?:ab)?+ab", "ab"), ("(a?)*?b", "aab"), ("(a*)*", "b"), ("(a*)+", "aab"), ("(?:a*)*?$", "aa"), ("(a{1,2}){2}", "aaaa"),
    ("(?P<q>['\"]).*?(?P=q)", "say 'hi' \"x\""), ("(a)?(?(1)b|c)", "ab c"), ("(a)?(?(1)b)c", "c"), ("^(?:(a)|(b)){2}$", "ab"), ("(.)\\1", "abccd"),
    ("\\bfoo\\b", "a foo b"), ("\\Boo", "foo"), ("x*", "xxx"), ("x*?", "xxx"), ("(?:x|xy)*z", "xyxxyz"), ("(?i)straße", "STRASSE straße"),
    ("(?i)\u0131", "I"), ("(?i)k", "\u212a"), ("(?i)\u017f", "S"), ("(?i)[a-z]+", "\u017f\u212aX"), ("(?ia)[a-z]+", "\u017fX"), ("\\d+", "\u0661\u0662"),
    ("(?a)\\d+", "\u06611"), ("\\w+", "\u00e9t\u00e9 "), ("\\s", "\u2003"), (".", "\n"), ("(?s).", "\n"), ("a$", "a\n"), ("(?m)^b$", "a\nb\nc"),
    ("a\\Z", "a\n"), ("[\\U0001f600-\\U0001f64f]", "x\U0001f610"), ("[^\\W\\d_]+", "12ab_"), ("[]a]+", "a]b"), ("[^]a]+", "]ab"), ("[\\]\\-a]+", "-]a"),
    ("(?x) a b # comment\n c", "abc"), ("a{,2}b", "aab"), ("a{2}", "aaa"), ("a{2,}?", "aaaa"), ("a{x}", "a{x}"), ("", ""), ("(?:)+", "a"),
    ("[\u0100-\u0200\u0400x]+", "x\u0150\u0400y"), ("(?i)[\u0400-\u042f]+", "\u0430\u0431x"), ("(?i)\u0391\u0392", "\u03b1\u03b2"), ("abcabd", "abcabcabd"),
    ("aaab", "aaaaaab"), ("(?:abc|abd)x", "abcabdx"), ("\u20ac", "abc"), ("[\u20ac]x", "abcx\u20acx"), ("(?:\u20ac)?b", "ab"), ("\\x41\\101\\u0041", "AAA"),
):
    show(pattern, text)
    show(pattern, text, 0, re.fullmatch)

for flags in (re.A, re.I, re.M, re.S, re.X, re.I | re.M, re.A | re.I):
    show("^ b.C$", "a\nbxc", flags)
show("a", "a", re.A | re.U)
show(b"a", b"a", re.U)
show("a", "a", re.L)
show(b"\\w+", b"\xe9a", re.L)
show(b"(?i)\\xe9", b"\xc9", re.L)
print(re.escape("a.b*c\n \u00e9-"), re.escape(b"a-b"), re.I, repr(re.I | re.M), re.RegexFlag(0), re.NOFLAG, re.purge())
print(re.compile("(?i)a(?-i:b)").findall("AB Ab ab"), re.template if hasattr(re, "template") else "no template", re.Scanner)
print(re.Scanner([(r"\d+", lambda s, t: int(t)), (r"\s+", None), (r"\w+", "word")]).scan("12 ab 3!"))
big = "ab" * 30000
print(re.fullmatch("(?:a|b)*", big).end(), re.fullmatch("((a)|(b))*", big).groups(), re.match("(?:ab)*?c", big))
print(re.fullmatch("(?:(?:ab)+)*", big).end(), re.match("(?:a|b)*?\\Z", big).end(), re.search("(?:a(?=b)|b)+$", big).start())
nested = "(" * 50 + "a" + ")" * 50
print(len(re.match(nested, "a").groups()), re.match("(a?){10}a{10}", "a" * 10).end(), re.match("(x+x+)+y", "x" * 18))
