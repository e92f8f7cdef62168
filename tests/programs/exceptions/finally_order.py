"""try, except, else, finally: order, overriding returns, break and continue, nested."""


def trace(raising, returning=False):
    log = []
    def run():
        try:
            log.append("try")
            if raising:
                raise raising
            if returning:
                return "try"
        except ValueError as e:
            log.append(f"except {e}")
            if returning:
                return "except"
        else:
            log.append("else")
        finally:
            log.append("finally")
        log.append("after")
        return "end"
    try:
        log.append(run())
    except Exception as e:
        log.append(f"out {e!r}")
    return log


print(trace(None), trace(ValueError("v")), trace(KeyError("k")), trace(None, True), trace(ValueError("v"), True))


def overrides():
    try:
        return "try"
    finally:
        return "finally"


def swallows():
    try:
        1 / 0
    finally:
        return "swallowed"


def value_kept():
    x = 1
    try:
        return x
    finally:
        x = 2


def loop():
    out = []
    for i in range(5):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            out.append(i)
        finally:
            out.append(f"f{i}")
    else:
        out.append("else")
    return out


def loop_swallow():
    for i in range(3):
        try:
            1 / 0
        finally:
            if i < 2:
                continue
            break
    return "loop swallowed"


print(overrides(), swallows(), value_kept(), loop(), loop_swallow())


def nested():
    log = []
    try:
        try:
            try:
                raise KeyError("inner")
            finally:
                log.append("f1")
        except ValueError:
            log.append("no")
        finally:
            log.append("f2")
            raise RuntimeError("from finally")
    except RuntimeError as e:
        log.append((str(e), repr(e.__context__)))
    finally:
        log.append("f3")
    return log


print(nested())


def which(e):
    try:
        raise e
    except (KeyError, IndexError) as x:
        return "lookup tuple", type(x).__name__
    except ArithmeticError:
        return "arithmetic"
    except Exception:
        return "exception"
    except:
        return "bare"


print([which(e) for e in (KeyError(), IndexError(), ZeroDivisionError(), OverflowError(), ValueError(), KeyboardInterrupt(), SystemExit(), GeneratorExit())])
try:
    try:
        raise ValueError
    except "not a class":
        pass
except TypeError as e:
    print(e)
try:
    try:
        raise ValueError
    except (ValueError, 5):
        print("matched before the bad one is seen?")
except TypeError as e:
    print(e)


def name_deleted():
    e = "before"
    try:
        raise ValueError("v")
    except ValueError as e:
        pass
    try:
        return e
    except UnboundLocalError as u:
        return str(u)


print(name_deleted())
for bad in (lambda: exec("raise 5"), lambda: exec("raise int"), lambda: exec("raise"), lambda: exec("raise ValueError from 5"), lambda: exec("raise None")):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)


def generator_finally():
    try:
        yield 1
        yield 2
    finally:
        print("gen finally")


for v in generator_finally():
    print(v)
    break
print("after the loop")


def deep(n):
    try:
        if n == 0:
            raise ValueError("bottom")
        deep(n - 1)
    finally:
        order.append(n)


order = []
try:
    deep(5)
except ValueError as e:
    print(e, order)


def returns_in_loop():
    while True:
        try:
            return "returned"
        finally:
            print("cleanup")


print(returns_in_loop())


def try_else_raises():
    try:
        pass
    except ValueError:
        return "wrong"
    else:
        raise ValueError("from else")


try:
    try_else_raises()
except ValueError as e:
    print(e, e.__context__)
