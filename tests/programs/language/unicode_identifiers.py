"""Identifiers beyond ASCII: normalised, compared, looked up."""
é = 1
naïve_café = 2
变量 = 3
_ñ2 = 4
print(é, naïve_café, 变量, _ñ2, globals()["é"])
ﬁle = "a ligature becomes fi"
print(file, "ﬁle" in globals(), "file" in globals())
𝐱 = "mathematical bold"
print(x, "x".isidentifier(), "𝐱".isidentifier(), "1x".isidentifier(), "ª".isidentifier(), "·a".isidentifier(), "a·".isidentifier())


class Ω:
    def µ(self, *, ß=1):
        return ß


print(Ω().µ(ß=2), Ω.__name__, Ω.µ.__code__.co_varnames, hasattr(Ω, "\u03bc"))
for text in ("a€ = 1", "x = “quoted”", "x = 1\u00a02", "\u200bx = 1", "💥 = 1", "x\u0000"):
    try:
        compile(text, "t", "exec")
    except (SyntaxError, ValueError) as e:
        print(ascii(text), "->", ascii(str(e).split(" (t,")[0]))
