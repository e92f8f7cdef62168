# A submodule that is not there yet, as attribute of its package; how namespace packages show themselves.
import importlib.machinery
import sys
import types

sys.dont_write_bytecode = True
try:
    import looping.parent
except AttributeError as e:
    print(e)
m = types.ModuleType("foo")
loader = importlib.machinery.NamespaceLoader("foo", ["bar", "two"], "baz")
spec = importlib.machinery.ModuleSpec("foo", loader)
m.__loader__ = loader
m.__spec__ = spec
print(m)
spec.loader = None
print(m)


class Loader:
    def __repr__(self):
        return "a loader"


spec.loader = Loader()
print(m)
