"""Imports while the interpreter ends, when sys.meta_path is gone."""
import sys
class A:
    def __del__(self):
        for name in ("json", "gc", "sys", "a.b", "nothing"):
            try:
                __import__(name)
            except BaseException as e: print(type(e).__name__, e, getattr(e,"name",0))
            else: print("ok", name)
a = A()
