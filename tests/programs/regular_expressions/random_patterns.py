# Random patterns on random strings: what every method finds.
import re
seed = 3
def rand(n):
    global seed
    seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
    return (seed >> 8) % n
ALPH = "abAB01_ \n\xe9\xdf\u0130\u0131\u20ac\U0001f600ſsK\u212a"
def atom(d, st):
    r = rand(24)
    if r < 7: return re.escape(ALPH[rand(len(ALPH))])
    if r < 8: return "."
    if r < 10: return rc()
    if r < 12: return ["\\w","\\W","\\d","\\D","\\s","\\S"][rand(6)]
    if r < 13: return ["^","$","\\b","\\B","\\A","\\Z"][rand(6)]
    if d <= 0: return "a"
    if r < 16:
        st[0] += 1
        n = st[0]
        s = alt(d-1, st)
        st[1].append(n)
        return "(" + s + ")"
    if r < 18: return "(?:" + alt(d-1, st) + ")"
    if r == 18: return ["(?=","(?!","(?>"][rand(3)] + alt(d-1, st) + ")"
    if r == 19: return ["(?<=","(?<!"][rand(2)] + "ab"[rand(2)]*(1+rand(2)) + ")"
    if r == 20 and st[1]: return "\\%d" % st[1][rand(len(st[1]))]
    if r == 21 and st[1]: return "(?(%d)%s|%s)" % (st[1][rand(len(st[1]))], seq(d-1, st), seq(d-1, st))
    if r == 22: return "(?i:" + alt(d-1, st) + ")"
    return "b"
def rc():
    s = "[" + ("^" if rand(3) == 0 else "")
    for _ in range(1 + rand(3)):
        k = rand(5)
        if k == 0: s += "\\w"
        elif k == 1: s += "0-9"
        elif k == 2: s += "a-c"
        else:
            c = ALPH[rand(len(ALPH))]
            s += "\\" + c if c in "^-]\\" else c
    return s + "]"
def quant():
    r = rand(20)
    return ["*","+","?","*?","+?","??","{1,2}","{2}","{0,2}?","*+","++","?+","{1,}"][r] if r < 13 else ""
def seq(d, st):
    out = ""
    for _ in range(1 + rand(3)):
        a = atom(d, st)
        q = quant()
        if a[0] in "^$" or a in ("\\b","\\B","\\A","\\Z") or a[:3] in ("(?=","(?!","(?<"): q = ""
        out += a + q
    return out
def alt(d, st):
    return "|".join(seq(d, st) for _ in range(1 + (rand(3) == 0) + (rand(6) == 0)))
def text():
    return "".join(ALPH[rand(8 if k else len(ALPH))] for _ in range(rand(14)) for k in [rand(4)])
n = bad = 0
h = 0
for i in range(160):
    st = [0, []]
    p = alt(3, st)
    flags = [0, re.I, re.M, re.S, re.A, re.I | re.A][rand(6)]
    try:
        c = re.compile(p, flags)
    except re.error as e:
        bad += 1
        print(i, "error", e)
        continue
    out = []
    for _ in range(6):
        t = text()
        for f in (c.match, c.search, c.fullmatch):
            m = f(t)
            out.append(m and (m.span(), m.regs, m.lastindex))
        out.append([m.span() for m in c.finditer(t)])
        out.append(c.sub("<\\g<0>>", t))
        out.append(c.split(t, 3))
        out.append(c.findall(t, 1, 9))
    print(i, ascii(p), flags, ascii(out))
