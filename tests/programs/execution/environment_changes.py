# Variables that a program sets count at once: for breakpoint(), for local time. Sources that are other buffers.
import os
import sys
import time
import warnings

os.environ["PYTHONBREAKPOINT"] = "0"
print(breakpoint())
os.environ["PYTHONBREAKPOINT"] = "builtins.len"
print(breakpoint("abc"))
for name in "nosuchmodule.f", ".", "int.", "nosuchbuiltin":
    os.environ["PYTHONBREAKPOINT"] = name
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        print(name, breakpoint(), [(w.category.__name__, str(w.message)) for w in seen])
os.environ["PYTHONBREAKPOINT"] = "int"
print(breakpoint("17"))
os.putenv("PYTHONBREAKPOINT", "builtins.repr")
print(breakpoint(5), os.environ["PYTHONBREAKPOINT"])
for zone in "UTC0", "EST+05EDT,M4.1.0,M10.5.0", "AEST-10":
    os.environ["TZ"] = zone
    time.tzset()
    print(time.tzname, time.timezone, time.localtime(0)[:6])
for f in lambda: os.putenv("a=b", "c"), lambda: os.unsetenv("a=b"), lambda: os.unsetenv(""), lambda: os.putenv("a", 5):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
os.unsetenv("TZ")
del os.environ["TZ"]

print(eval(memoryview(b"1 + 2")), eval(compile(memoryview(b"x = 1"), "name", "exec")))
exec(memoryview(bytearray(b"print('run')")))
for f, source in (compile, 5), (eval, 5), (exec, 5), (eval, memoryview(b"abc"[::-1])[::2]):
    try:
        print(f(source, "f", "exec") if f is compile else f(source))
    except Exception as e:
        print(type(e).__name__, e)
