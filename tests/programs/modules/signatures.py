"""inspect.signature of built-in functions, methods and types, or why there is none."""
import builtins
import collections
import functools
import gc
import inspect
import itertools
import math
import operator
import sys
import types
import weakref
import _thread

KINDS = (
    types.BuiltinFunctionType,
    types.MethodDescriptorType,
    types.WrapperDescriptorType,
    types.ClassMethodDescriptorType,
)
# Not in every Python: what the prompt and the importer add.
SKIPPED = {"_baserepl", "__loader__", "copyright", "credits", "exit", "license", "quit", "help"}


def signature(x):
    try:
        return str(inspect.signature(x))
    except ValueError as e:
        return str(e).partition(" at 0x")[0]


def show_type(t):
    print(f"{t.__module__}.{t.__qualname__}", signature(t))
    for name in sorted(t.__dict__):
        value = t.__dict__[name]
        if isinstance(value, (staticmethod, classmethod)):
            value = value.__func__
        if isinstance(value, KINDS):
            print("   ", name, signature(value))


shown = set()
for module in (builtins, itertools, functools, operator, collections, gc, weakref, math, sys, types, _thread):
    print(f"== {module.__name__}")
    for name in sorted(vars(module).keys() - SKIPPED):
        value = vars(module)[name]
        if isinstance(value, type):
            if value not in shown and not isinstance(value.__dict__.get("__init__"), types.FunctionType):
                shown.add(value)
                show_type(value)
        elif isinstance(value, KINDS):
            print(name, signature(value))

import abc

data = type(abc.ABCMeta("Abstract", (), {})._abc_impl)
print(data, signature(data), type(data(1, x=2)) is data)
