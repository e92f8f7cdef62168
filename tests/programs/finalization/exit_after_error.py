class D:
    def __init__(s, n): s.n = n
    def __del__(s): print("del", s.n)
a = D("a")
def f():
    l = D("local")
    raise KeyError("x")
f()
