import gc, sys
class E:
    def __init__(s): s.t = []
    def write(s, x): s.t.append(x)
    def flush(s): pass
class A: pass
class S:
    __slots__ = ("a", "__weakref__")
def mk():
    a = A(); a.me = [a]; a.d = {1: a}
    s = S(); s.a = (s,)
gc.collect()
for fl in (gc.DEBUG_STATS, gc.DEBUG_COLLECTABLE, gc.DEBUG_COLLECTABLE|gc.DEBUG_STATS, gc.DEBUG_UNCOLLECTABLE, gc.DEBUG_SAVEALL|gc.DEBUG_COLLECTABLE, gc.DEBUG_LEAK, 64, 255):
    for gen in (0, 1, 2):
        mk()
        e = E(); old = sys.stderr; sys.stderr = e
        gc.set_debug(fl)
        r = gc.collect(gen)
        gc.set_debug(0); sys.stderr = old
        out = "".join(e.t)
        import builtins
        lines = []
        for l in out.splitlines():
            if " at 0x" in l or "0x" in l: l = l[:l.index("0x")]
            if "elapsed" in l: l = l[:l.rindex(",")]
            if "objects in" in l: l = l[:l.index(":", 4)]
            lines.append(l)
        print(fl, gen, r, len(e.t), lines, [type(x).__name__ for x in gc.garbage])
        gc.garbage.clear()
        gc.collect()
class Bad:
    def write(s, x): raise ValueError("w")


# A stream that fails, or none: the text goes to the file descriptor, which is not looked at here.
sys.stderr = Bad()
gc.set_debug(0)
print("done", gc.collect())
