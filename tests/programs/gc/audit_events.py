import sys, gc
ev = []
def hook(name, args):
    if name.startswith("gc."):
        ev.append((name, tuple(type(a).__name__ if not isinstance(a,(int,tuple)) else a for a in args)))
sys.addaudithook(hook)
gc.get_objects(); gc.get_objects(generation=1); gc.get_objects(None)
x = []
gc.get_referrers(x); gc.get_referrers(); gc.get_referents(x, 1); gc.get_referents()
gc.collect(); gc.get_stats(); gc.freeze(); gc.unfreeze(); gc.is_tracked(x)
print(ev)
try: gc.get_objects(7)
except ValueError as e: print(e)
print(ev[-1])
def bad(name, args):
    if name == "gc.get_referents": raise RuntimeError("no")
sys.addaudithook(bad)
try: gc.get_referents(x)
except RuntimeError as e: print("r", e)
