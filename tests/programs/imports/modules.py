"""Importing source modules: once only, names, attributes, sys.modules, from and as, errors."""
import sys

import helpers.plain
import helpers.plain as again
from helpers import plain
from helpers.plain import VALUE, get, set as setter

print(helpers.plain is again is plain is sys.modules["helpers.plain"], VALUE, get())
setter(5)
print(VALUE, plain.VALUE, get(), plain.__name__, plain.__doc__, plain.__package__, sorted(n for n in vars(plain) if not n.startswith("__")))
print(type(plain).__name__, helpers.__name__, helpers.__package__, plain.__file__.endswith("helpers/plain.py"), plain.__spec__.name, __name__)
from helpers.star import *

print(shown, _under, "not_shown" in globals())
from helpers.plain import *

print(get(), "_hidden" in globals(), VALUE)
for bad in ("import nowhere", "import helpers.nowhere", "from helpers import nowhere", "from helpers.plain import nowhere", "import helpers.plain.inside", "from nowhere import x", "import helpers.plain as p.q", "from . import x"):
    try:
        exec(bad)
        print("?", bad)
    except ImportError as e:
        print(type(e).__name__, str(e).split(" (")[0], e.name)
    except SyntaxError as e:
        print(type(e).__name__, e.msg)
for name in ("fails", "bad_syntax", "fails"):
    try:
        exec(f"import helpers.{name}")
    except Exception as e:
        print(type(e).__name__, e.msg if isinstance(e, SyntaxError) else e, f"helpers.{name}" in sys.modules)
import helpers.lazy as lazy

print(lazy.computed, dir(lazy), hasattr(lazy, "other"))
try:
    lazy.other
except AttributeError as e:
    print(e)
from helpers.lazy import computed

print(computed)
del sys.modules["helpers.plain"]
import helpers.plain as fresh

print(fresh is plain, fresh.VALUE, helpers.plain is fresh)
plain.added = 1
print(plain.added, hasattr(fresh, "added"))
del plain.VALUE
try:
    plain.VALUE
except AttributeError as e:
    print(e)
sys.modules["made.up"] = "anything"
import sys as system

print(system is sys)
