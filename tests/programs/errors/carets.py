# Carets under the code that raised: which part of an expression is to blame.
import sys


def show(f, *args):
    try:
        f(*args)
    except Exception as e:
        sys.excepthook(type(e), e, e.__traceback__.tb_next)


class Bad:
    def __getattr__(self, name): raise AttributeError(name)
    def __getitem__(self, key): raise KeyError(key)
    def __setitem__(self, key, value): raise KeyError(key)
    def __call__(self, *args, **kwargs): raise TypeError("call")
    def __add__(self, other): raise ValueError("add")
    __radd__ = __sub__ = __matmul__ = __floordiv__ = __pow__ = __lshift__ = __iadd__ = __add__
    def __neg__(self): raise ValueError("neg")
    def __lt__(self, other): raise ValueError("lt")
    def __bool__(self): raise ValueError("bool")
    def __iter__(self): raise ValueError("iter")
    def __enter__(self): raise ValueError("enter")
    def __exit__(self, *args): pass
    def __contains__(self, item): raise ValueError("contains")
    def __format__(self, spec): raise ValueError("format")


b = Bad()
x = {"a": {"b": [1, 2, 3]}}

def add(): return b + 1
def add_left(): y = 1 + b + 2
def add_parenthesised(): return (b) + (1)
def add_tight(): b+1
def floor(): z = b//2
def power(): print(b ** 2)
def shift(): print((b)<<(2))
def matrix(): print(b@b)
def in_place():
    c = Bad()
    c += 1
def subscript(): return x["a"]["c"]["d"]
def subscript_spaced(): return x["a"] [ "c" ]
def subscript_slice(): return x["a"]["b"][1:2]["q"]
def store(): b["k"] = 1
def delete(): del x["zzz"]
def call(): b(1, 2)
def call_method(): x["a"].nope(1)
def call_nested(): print(len(b(1)), len([2]))
def call_spaced(): b (1)
def call_keywords(): b(*[1], **{"k": 2})
def call_assigned(): result = b(1)
def call_returned(): return b(1)
def call_attribute_returned(): return x.get("a").nope()
def attribute(): return x.y.z
def attribute_of_name(): b.name
def unary(): -b
def comparison(): 1 < b < 3
def boolean(): if_b = b and 1
def conditional(): return 1 if b else 2
def negation(): return not b
def membership(): return 1 in b
def iteration():
    for i in b: pass
def unpacking(): p, q = 1, 2, 3
def unpacking_object(): p, *q = b
def comprehension(): return [1 / i for i in (1, 0)]
def generator(): return list(1 / i for i in (1, 0))
def lambda_(): (lambda: 1 / 0)()
def with_():
    with b: pass
def name(): return undefined_name
def raise_(): raise ValueError("x")
def raise_from(): raise ValueError("x") from TypeError("y")
def assertion(): assert 1 == 2, "message"
def format_(): f"{b} {1 / 0}"
def format_expression(): return f"{1} {1 / 0!r:>10} {2}"
def literal(): {b: 1, [1]: 2}
def spread(): print(*b)
def statement(): 1 / 0; pass
def two_on_a_line(): a = 1; c = a / 0
def comment(): return 1 / 0  # why not
def strings(): return "(" + b[")"]
def hidden(): return (  1 /  # comment )
            0)
def starred(): return [*b]
def walrus(): return (w := 1 / 0)
def chained(): return b.q.r(1)(2)
def class_():
    class C(1): pass
def decorator():
    @b
    def f(): pass
def default():
    def f(a=1 / 0): pass
def import_(): from sys import nothing_like_that
def global_(): print(undefined_1 + undefined_2)

for value in list(globals().values()):
    if callable(value) and getattr(value, "__module__", None) == "__main__" and value not in (show, Bad) and value is not b:
        show(value)
