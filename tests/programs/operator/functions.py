# Every function of _operator with arguments of many kinds.
import _operator as O


def t(s):
    try:
        r = eval(s, {"O": O}, {})
    except BaseException as e:
        r = repr(e)
    print(s, "->", repr(r).split(" at 0x")[0])


for n in dir(O):
    f = getattr(O, n)
    if n.startswith("__") or isinstance(f, type):
        continue
    print(n, f.__text_signature__, f.__module__)
    for arguments in ("", "1", "1,2", "[1,2],[1]", "'a','b'", "[1,2],0", "1,2,3", "[1,2],0,3", "a=1", "'ab',2", "{1:2},1", "2.5,1.5", "b'ab',b'ab'", "-7,2"):
        t(f"O.{n}({arguments})")
