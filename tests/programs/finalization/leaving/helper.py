class D:
    def __init__(s, n): s.n = n
    def __del__(s, p=print): p("del", s.n)
g = D("helper.g")
