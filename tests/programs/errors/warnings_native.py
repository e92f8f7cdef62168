# Module _warnings while the module warnings can't be imported: the filters, the registry, native text.
import sys
import _warnings

sys.modules["warnings"] = None


def attempt(f, *args, **kwargs):
    try:
        print("->", f(*args, **kwargs))
    except BaseException as e:
        print(type(e).__name__, e)


warn = _warnings.warn
print([(f[0], f[1], f[2].__name__, f[3], f[4]) for f in _warnings.filters], _warnings._onceregistry, _warnings._defaultaction)
attempt(warn)
attempt(warn, 1)
attempt(warn, "a", 1)
attempt(warn, "a", int)
attempt(warn, "a", None)
attempt(warn, UserWarning("z"), int)
attempt(warn, RuntimeWarning("zz"))
attempt(warn, "a", stacklevel=5)
attempt(warn, "a", stacklevel=-5)
attempt(warn, "a", stacklevel="x")
attempt(warn, "b", stacklevel=2)
attempt(warn, "a", skip_file_prefixes=1)
attempt(warn, "a1", skip_file_prefixes=(1,))
attempt(warn, "a2", skip_file_prefixes=("/",))
attempt(warn, "a3", skip_file_prefixes=("nowhere",))
attempt(warn, "a4", category=UserWarning, foo=2)
attempt(warn, "deprecated", DeprecationWarning)
attempt(warn, "resource", ResourceWarning)
print(__warningregistry__)
explicit = _warnings.warn_explicit
registry = {}
attempt(explicit, "a", UserWarning, "f.py")
attempt(explicit, "a", UserWarning, b"f.py", 3)
attempt(explicit, "a", UserWarning, "f.py", 3, None)
attempt(explicit, "a", UserWarning, "f.py", 3, "m", 3)
attempt(explicit, "a", int, "f.py", 3)
for _ in range(2):
    attempt(explicit, "a", UserWarning, "f.py", 3, "m", registry)
    print(registry)
registry["version"] = 77
attempt(explicit, "a", UserWarning, "f.py", 3, "m", registry)
_warnings._filters_mutated()
attempt(explicit, "a", UserWarning, "f.py", 3, "m", registry)
print(registry)


def with_filters(*filters):
    _warnings.filters[:] = filters
    _warnings._filters_mutated()
    attempt(explicit, "mm", UserWarning, "f.py", 3, "q", registry)
    print(registry, _warnings._onceregistry)


class Match:
    def match(self, text):
        print("match", text)
        return text


with_filters(1)
with_filters((1, 2, 3, 4, 5))
with_filters(("error", None, UserWarning, None, 0))
with_filters(("error", "mm", UserWarning, "q", 3))
with_filters(("error", "mx", UserWarning, "q", 3))
with_filters(("ignore", "mm", UserWarning, "q", 0))
with_filters(("once", "mm", UserWarning, "q", 0))
for line in (4, 5):
    attempt(explicit, "mm", UserWarning, "f.py", line, "q")
    print(_warnings._onceregistry)
with_filters(("module", "mm", UserWarning, "q", 0))
attempt(explicit, "mm", UserWarning, "f.py", 4, "q", registry)
with_filters(("always", "mm", UserWarning, "q", 0))
with_filters(("xyz", "mm", UserWarning, "q", 0))
with_filters(("error", "mm", UserWarning, "q", "a"))
with_filters(("error", "mm", 3, "q", 0))
with_filters(("error", 3, UserWarning, "q", 0))
with_filters(("error", Match(), UserWarning, Match(), 0))
with_filters(("error", "x", RuntimeWarning, None, 0))
_warnings.filters[:] = [("error", None, Warning, Match(), 0)]
for name in ("", "a.py", ".py", "py"):
    attempt(explicit, "text", UserWarning, name, 3)
_warnings.filters[:] = []


class Loader:
    def get_source(self, name):
        print("get_source", name)
        return " a = 3\n       b=  4  \n\tc"


class Spec:
    loader = Loader()


for line in (0, 1, 2, 3, 4):
    attempt(explicit, "t", UserWarning, "a.py", line, module_globals={"__name__": "k", "__spec__": Spec()})
attempt(explicit, "t", UserWarning, "a.py", 2, module_globals={"__spec__": Spec()})
attempt(explicit, "t", UserWarning, "a.py", 2, module_globals={"__spec__": object(), "__name__": "k"})
attempt(explicit, "t", UserWarning, "a.py", 2, module_globals={"__spec__": None, "__name__": "k"})
attempt(explicit, "t", UserWarning, "a.py", 2, module_globals=3)


class Log:
    def write(self, text): print("write", repr(text))


sys.stderr = Log()
warn("pieces")
~bool(1)
sys.stderr = None
warn("nowhere")
