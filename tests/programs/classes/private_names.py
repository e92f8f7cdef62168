"""Name mangling of private names in classes, methods, nested classes, keyword arguments, imports."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

class A:
    __x = 1
    __dunder__ = 2

    def get(self):
        return self.__x, self._A__x, A.__x

    def set(self):
        self.__y = 5
        __local = 7
        return locals(), [__local for __loop in range(1)]

    def call(self):
        return attempt(dict, __k=1)

    class __Inner:
        __z = 3

        def f(self, __arg=4):
            return self.__z, __arg


a = A()
print(a.get(), a.set()[1], sorted(vars(a)), a.call(), A._A__Inner().f(), sorted(k for k in vars(A) if "__" in k and not k.endswith("__")), attempt(lambda: a.__x))


class __B:
    __q = 1


class ___:
    __r = 1


print([k for k in vars(globals()["__B"]) if k.endswith("q")], [k for k in vars(___) if k.endswith("r")])
