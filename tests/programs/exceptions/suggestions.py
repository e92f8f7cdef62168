"""The names that an uncaught-style traceback suggests: attributes, names, imports, keywords; as the text of the error and of the traceback."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

import traceback


class Thing:
    colour = 1
    _private = 2

    def method(self):
        return coloor

    def bare(self):
        return colour


def f(keyword=1):
    pass


some_variable = 1
for g in (lambda: Thing().color, lambda: Thing.methud, lambda: Thing().private, lambda: some_varible, lambda: Thing().method(), lambda: Thing().bare(), lambda: f(keyward=1), lambda: [].apend, lambda: "".uper, lambda: prnt, lambda: (1).bit_lenght, lambda: Thing().zzzzzzzzz, lambda: math, lambda: sys.path, lambda: exec("from errno import EPERN"), lambda: exec("import maths"), lambda: int("5").real_, lambda: self, lambda: True_):
    try:
        g()
    except Exception as e:
        print("".join(traceback.format_exception_only(e)).strip(), "|", str(e))
