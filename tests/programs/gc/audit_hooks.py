import sys
for a in ((), (1,), ("a",), ("a",1)):
    try: print(sys.audit(*a))
    except Exception as e: print(type(e), e)
try: sys.audit(event="x")
except Exception as e: print(type(e), e)
try: sys.addaudithook()
except Exception as e: print(type(e), e)
try: sys.addaudithook(1, 2)
except Exception as e: print(type(e), e)
try: sys.addaudithook(a=2)
except Exception as e: print(type(e), e)
print(sys.audit.__text_signature__, sys.addaudithook.__text_signature__, type(sys.audit))
ev = []
sys.addaudithook(hook=lambda *a: ev.append(a))
for a in ((), (1,), ("a",), ("a",1), ("é", 1)):
    try: print(sys.audit(*a))
    except Exception as e: print(type(e), e)
def no(n, a):
    if n == "sys.addaudithook": raise ValueError("x")
    if n == "stop": raise KeyError(n)
sys.addaudithook(no)
print(sys.addaudithook(print))
try: sys.audit("stop", 1)
except Exception as e: print(type(e), e)
print(ev)
class T:
    __cantrace__ = True
    def __call__(s, *a): ev.append(("T", a[0]))
def tr(f, e, a):
    ev.append((f.f_code.co_name, e))
    return tr
sys.settrace(tr)
def k(n, a): pass
sys.audit("q")
sys.settrace(None)
def base(n, a):
    if n == "sys.addaudithook": raise KeyboardInterrupt
print(ev)
