"""An uncaught exception with cause, context and notes: traceback on stderr, exit code 1."""


def first():
    raise KeyError("missing")


def second():
    try:
        first()
    except KeyError as e:
        raise ValueError("bad value") from e


def third():
    try:
        second()
    finally:
        print("cleaning up")


print("before")
try:
    third()
except ValueError as e:
    e.add_note("a note")
    raise RuntimeError("the end")
