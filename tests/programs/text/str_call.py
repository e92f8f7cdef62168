def t(e):
    try: print(e, repr(eval(e)))
    except Exception as x: print(e, type(x).__name__, x)
class S(str): pass
class T: 
    def __str__(s): return S("q")
for e in "str(1,2) str(b'a',2) str(b'a','ascii',3) str(1,2,3,4) str(b'a','x\\0y') str(b'a','ascii','x\\0') str(b'a',None) str() str(b'a','ascii',errors='strict') str(1,2,3,4,5) str(object=b'a',encoding='ascii') str(b'a',encoding=5) str(x=1) str('a','b') str(b'\\xff','ascii','replace') str(b'\\xff','ascii') str(b'\\xff','utf-8','ignore') str(bytearray(b'ab'),'utf8') str(T()) type(str(T())).__name__ str(b'a','\\ud800') str(b'','nope')".split():
    t(e)
    t("(lambda f: f" + e[3:] + ")(str)" if e.startswith("str(") else e)
