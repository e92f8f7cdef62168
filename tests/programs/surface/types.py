"""The names of every built-in type with their kinds and signatures; flags, sizes and bases."""
import builtins
import sys

import _weakref


def attribute(t, name, value):
    kind = type(value).__name__
    words = [kind]
    if hasattr(value, "__objclass__"):
        words += [value.__objclass__.__name__, value.__name__, value.__qualname__]
    elif kind == "builtin_function_or_method":
        words += [value.__qualname__, str(value.__module__), value.__self__.__name__]
    elif kind in ("int", "bool", "tuple") or kind == "str" and name != "__doc__":
        words.append(repr(value))
    words.append(str(getattr(value, "__text_signature__", None)))
    return "text" if name == "__doc__" and kind in ("str", "NoneType") else " ".join(words)


shown = set()


def show(t):
    if t in shown:
        return
    shown.add(t)
    # The version tag depends on what has run before.
    flags = t.__flags__ & ~(1 << 19)
    print(f"{t.__module__}.{t.__qualname__}: {type(t).__name__}, flags {flags:#x}, sizes {t.__basicsize__} {t.__itemsize__}, offsets {t.__dictoffset__} {t.__weakrefoffset__}")
    print("   ", [m.__name__ for m in t.__mro__], t.__text_signature__)
    for name in sorted(t.__dict__):
        print("   ", name, attribute(t, name, t.__dict__[name]))


for name in sorted(vars(builtins)):
    value = vars(builtins)[name]
    if isinstance(value, type) and name not in ("__loader__", "copyright"):
        show(value)


class Slotted:
    __slots__ = ("slot",)

    def method(self):
        pass


class Sequence:
    def __getitem__(self, index):
        raise IndexError


class Plain:
    pass


def generator():
    yield sys._getframe().f_locals


async def coroutine():
    pass


async def async_generator():
    yield


def closure():
    return plain


plain = Plain()
try:
    raise NameError
except NameError as e:
    tb = e.__traceback__
c = coroutine()
a = async_generator()
throwing = a.athrow(ValueError)
type Alias = int


def generic[T, *Ts, **P]():
    return lambda: T


T, Ts, P = generic.__type_params__
for value in [
    closure, plain.__init__, Slotted().method, closure.__code__, tb.tb_frame, generator(), c, c.__await__(), a, anext(a), a.asend(None),
    throwing, generic().__closure__[0], tb, sys, Slotted.__dict__, (1).__add__, int.__add__, int.bit_length,
    dict.__dict__["fromkeys"], int.__dict__["real"], Slotted.slot, list[int], iter(list[int]), int | str, NotImplemented, ..., None,
    sys.implementation, _weakref.ref(plain), _weakref.proxy(plain), _weakref.proxy(Plain), iter([]), reversed([]), iter(()), iter("\u1234"),
    iter(""), iter(b""), iter(bytearray()), iter(range(3)), iter(range(1 << 70)), iter({}), iter({}.values()), iter({}.items()),
    reversed({}), reversed({}.values()), reversed({}.items()), {}.keys(), {}.values(), {}.items(), iter(set()), iter(int, 1),
    iter(memoryview(b"")), len, closure.__code__.co_lines(), closure.__code__.co_positions(), next(generator()), iter(Sequence()),
    sys.flags, sys.version_info, sys.float_info, sys.int_info, sys.hash_info, sys.thread_info, sys.get_asyncgen_hooks(),
    Alias, T, Ts, P, P.args, P.kwargs, T.__default__,
]:
    show(type(value))
show(type(T).__mro__[0])
import _typing

show(_typing.Generic)
c.close()
throwing.close()
