"""global: names of the module, from functions and classes."""
n = 0


def bump():
    global n, made
    n += 1
    made = "here"


bump()
bump()
print(n, made)


class Holder:
    global shared
    shared = [1]
    own = shared


print(shared is Holder.own, "shared" in Holder.__dict__)


def outer():
    n = "local"

    def inner():
        global n
        n = "from inner"
        return n

    return inner(), n


print(outer(), n)


def gone():
    global made
    del made


gone()
print("made" in globals())
for text in ("def f():\n  x = 1\n  global x", "def f(x):\n  global x", "def f():\n  print(x)\n  global x", "def f():\n  nonlocal x"):
    try:
        compile(text, "t", "exec")
    except SyntaxError as e:
        print(e.msg, e.lineno)
