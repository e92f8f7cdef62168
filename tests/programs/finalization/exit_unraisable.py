import sys
class D:
    def __init__(s, n): s.n = n
    def __del__(s): print("del", s.n)
a = D("a"); b = D("b"); a.b = b
class E:
    def __del__(s): raise ValueError("at exit")
e = E()
class F:
    def __del__(s): undefined_name
f = F()
sys.exit(3)
