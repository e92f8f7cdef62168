# sys.displayhook: what the prompt does with values.
import builtins
import io
import sys

hook = sys.displayhook


def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


if hasattr(builtins, "_"):
    del builtins._
hook(None)
print(hasattr(builtins, "_"))
hook(42)
print(builtins._)


class Looks:
    def __repr__(self):
        return "looks at %r" % (builtins._,)


hook(Looks())
print(type(builtins._))
saved = sys.stdout
for errors in "strict", "replace":
    sys.stdout = io.TextIOWrapper(io.BytesIO(), "ascii", errors=errors)
    hook("a\u0142\U0001f600\n")
    sys.stdout.flush()
    out = sys.stdout.buffer.getvalue()
    sys.stdout = saved
    print(out)


class NoBuffer:
    encoding = "latin-1"

    def __init__(self):
        self.parts = []

    def write(self, text):
        text.encode(self.encoding)
        self.parts.append(text)


sys.stdout = NoBuffer()
hook("\u0142\xe9")
out, sys.stdout = sys.stdout, saved
print(out.parts)


class NoEncoding(NoBuffer):
    encoding = None

    def write(self, text):
        raise UnicodeEncodeError("x", "y", 0, 1, "z")


def with_stdout(stream):
    sys.stdout = stream
    try:
        hook("x")
        return "shown"
    except Exception as e:
        return type(e).__name__ + ": " + str(e)
    finally:
        sys.stdout = saved


show(lambda: with_stdout(NoEncoding()))
show(lambda: with_stdout(None))
show(lambda: with_stdout(5))
del sys.stdout
try:
    hook(1)
except RuntimeError as e:
    text = str(e)
sys.stdout = saved
print(text, builtins._)
show(lambda: hook())
show(lambda: hook(1, 2))
