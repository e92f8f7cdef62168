"""Packages: relative imports, __init__, submodules as attributes, namespace packages, __import__."""
import helpers.package

print(helpers.package.first_name, helpers.package.first.up.VALUE, helpers.package.deep.DEEP, hasattr(helpers.package, "second"))
import helpers.package.second as second

print(second.SECOND, second.VALUE, helpers.package.second is second, second.sub.deep is helpers.package.deep)
import helpers.portion
import helpers.portion.inside

print(helpers.portion.inside.WHERE, helpers.portion.__spec__.origin if helpers.portion.__spec__ else None, getattr(helpers.portion, "__file__", None))
print(__import__("helpers.package.second").__name__, __import__("helpers.package.second", fromlist=["x"]).__name__, __import__("helpers.package", globals(), locals(), ("second",), 0).__name__)
try:
    __import__("")
except ValueError as e:
    print(e)
try:
    __import__("x", level=-1)
except ValueError as e:
    print(e)
try:
    __import__("x", {"__package__": None, "__name__": "nothing"}, level=1)
except (ImportError, KeyError) as e:
    print(type(e).__name__, e)


def inside_function():
    import helpers.package.sub.deep as d
    from helpers.package import first
    return d.DEEP, first.NAME


print(inside_function())


class InClass:
    from helpers.package.first import NAME as attribute
    import sys


print(InClass.attribute, InClass.sys.__name__)
from helpers import package, plain

print(package.__name__, plain.__name__, package.__path__ is not None)
