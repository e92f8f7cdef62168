import gc
def ident(x): return x
def t(body):
    ns = {"ident": ident}
    exec("def seen(phase, info):\n  if phase == 'stop':\n    " + body, ns)
    gc.callbacks.append(ns["seen"])
    gc.collect(); a = gc.get_count()[0]
    gc.callbacks.clear()
    print(body, a)
for n in 'str repr len ident list tuple dict set frozenset bool bytearray type enumerate reversed iter id'.split():
    t("for y in map(%s, [[]]): pass" % n)
for e in "str(5,*()) str(*(5,)) str(object=5) str(b'a','ascii') int('1') int('1',10) int(*('1',)) float(*('1',)) bool(*(1,)) complex(*(1,)) object(*()) ValueError(*(1,)) type(*(1,)) zip(*([],)) map(*(len,[])) enumerate(*([],)) reversed(*([],)) filter(None,[]) range(*(1,)) range(1,2) set(*([],)) frozenset(*([],)) dict(*([],)) dict(a=1) list(*([],)) tuple(*([],)) bytes(*(1,)) bytearray(1) slice(*(1,)) property(*(len,)) staticmethod(len) classmethod(len) memoryview(b'') ValueError(1) KeyError() StopIteration(1) object()".split():
    t("x = " + e)
