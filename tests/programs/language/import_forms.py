"""import: as, from, several, in functions, what is missing."""
import math
import math as m, itertools as it
from math import pi, floor as down
from operator import (
    add,
    mul as times,
)

print(math is m, pi == math.pi, down(2.5), add(1, 2), times(3, 4), it.__name__)


def inside():
    import sys
    from sys import maxsize as big

    return sys.maxsize == big


print(inside(), "sys" in globals())
for text in ("import no_such_module", "from sys import nothing", "import math.nothing", "from no.such import x", "from . import x", "from .. import y", "import math.pi"):
    try:
        exec(text, {"__name__": "__main__"})
    except ImportError as e:
        print(text, "->", type(e).__name__, e, "|", e.name)
space = {}
exec("from math import *", space)
print("pi" in space, "__name__" in space, sorted(k for k in space if k.startswith("co")))
for text in ("def f():\n from math import *", "import a.b as c.d", "from math import", "from math import (a, b", "from math import a,", "import", "from .math import (*)"):
    try:
        compile(text, "t", "exec")
    except SyntaxError as e:
        print(repr(text), "->", e.msg)
print(__import__("math") is math, __import__("os.path").__name__)
