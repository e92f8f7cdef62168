"""An uncaught exception group."""


def fail(e):
    raise e


errors = []
for e in (ValueError("one"), KeyError("two")):
    try:
        fail(e)
    except Exception as caught:
        errors.append(caught)
errors.append(ExceptionGroup("inner", [TypeError("three")]))
raise ExceptionGroup("several", errors)
