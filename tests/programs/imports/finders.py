# sys.meta_path, sys.path_hooks, importlib: finders and loaders of a program's own, blocking, fresh imports, reload.
import sys
import json


class Loader:
    def __init__(self, text):
        self.text = text

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(compile(self.text, "<made up>", "exec"), module.__dict__)


class Finder:
    texts = {"made_up": "x = 1\n", "made_up_bad": "1 / 0\n", "made_up_missing": "import nowhere_to_be_found\n"}

    def find_spec(self, name, path=None, target=None):
        print("find_spec", name, path is None)
        if name in self.texts:
            from importlib.machinery import ModuleSpec

            return ModuleSpec(name, Loader(self.texts[name]), origin="a dict")
        return None


print([f.__name__ for f in sys.meta_path], len(sys.path_hooks), type(sys.path_importer_cache).__name__)
sys.meta_path.insert(0, Finder())
import made_up

print(made_up, made_up.x, made_up.__spec__.origin, type(made_up.__loader__).__name__)


def depth(e):
    tb, names = e.__traceback__, []
    while tb:
        names.append(tb.tb_frame.f_code.co_filename.rpartition("/")[2] + ":" + tb.tb_frame.f_code.co_name)
        tb = tb.tb_next
    return names


for name in "made_up_bad", "made_up_missing", "not_there", "made_up.sub":
    try:
        __import__(name)
    except Exception as e:
        print(type(e).__name__, e, getattr(e, "name", None), depth(e), name in sys.modules)
del sys.meta_path[0]

import importlib

print(importlib.import_module("json.tool").__name__, sys.modules["json.tool"].__spec__.parent)
print(importlib.import_module(".decoder", "json") is json.decoder)
try:
    importlib.import_module("not_there")
except ImportError as e:
    print(repr(e), e.name)
try:
    importlib.import_module(".decoder")
except TypeError as e:
    print(e)

# Blocked names, and a fresh copy of a module without what is blocked.
import heapq

kept = {name: sys.modules.pop(name) for name in ("heapq", "_heapq")}
sys.modules["_heapq"] = None
try:
    import _heapq
except ImportError as e:
    print(type(e).__name__, e, e.name)
fresh = importlib.import_module("heapq")
print(fresh is heapq, type(fresh.heappush).__name__, type(heapq.heappush).__name__)
sys.modules.update(kept)

# reload
json.marker = 1
old = json.loads
print(importlib.reload(json) is json, json.marker, json.loads is old, json.loads("[1]"))
del sys.modules["json"]
try:
    importlib.reload(json)
except ImportError as e:
    print(e)
sys.modules["json"] = json

for name in "json", "os", "sys", "heapq", "importlib", "_frozen_importlib", "zipimport":
    m = sys.modules[name]
    s = m.__spec__
    loader = s.loader if isinstance(s.loader, type) else type(s.loader)
    print(name, type(s).__name__, loader.__name__, s.origin in ("built-in", "frozen"), s.parent, s.has_location)
    print("   ", m.__loader__ is s.loader, bool(s.cached), hasattr(m, "__cached__"), s.submodule_search_locations is not None)

# A hook of its own for entries of sys.path.
class PathEntry:
    def find_spec(self, name, target=None):
        if name == "by_hook":
            return importlib.machinery.ModuleSpec(name, Loader("y = 2\n"))


def hook(entry):
    if entry != "made:up":
        raise ImportError
    return PathEntry()


sys.path_hooks.append(hook)
sys.path.append("made:up")
import by_hook

print(by_hook.y, type(sys.path_importer_cache["made:up"]).__name__)
print(importlib.util.find_spec("json").name if hasattr(importlib, "util") else "no util")
import importlib.util

print(importlib.util.find_spec("nothing_of_that_name"), importlib.util.find_spec("heapq").name)
module = importlib.util.module_from_spec(importlib.util.find_spec("textwrap"))
module.__spec__.loader.exec_module(module)
print(module.dedent("  a\n  b"), "textwrap" in sys.modules)
