"""The way of exceptions through functions, loops and generators."""
trace = []


def level(n):
    trace.append(f"in {n}")
    try:
        if n == 0:
            raise LookupError("bottom")
        level(n - 1)
    except KeyError:
        trace.append("wrong handler")
    finally:
        trace.append(f"out {n}")


try:
    level(2)
except LookupError as e:
    depth = 0
    tb = e.__traceback__
    while tb:
        depth += 1
        tb = tb.tb_next
    print(trace, depth)


def gen():
    try:
        yield 1
        yield 2
    finally:
        print("generator closed")


for v in gen():
    if v == 1:
        break
try:
    for v in gen():
        raise ValueError(v)
except ValueError as e:
    print("raised at", e)


def retry(times):
    for attempt in range(times):
        try:
            if attempt < 2:
                raise OSError(attempt)
        except OSError as e:
            print("failed", e)
            continue
        else:
            return f"attempt {attempt}"
        finally:
            print("finally", attempt)


print(retry(5), retry(1))
try:
    try:
        raise TypeError("first")
    finally:
        raise ValueError("second")
except ValueError as e:
    print(repr(e), repr(e.__context__))
