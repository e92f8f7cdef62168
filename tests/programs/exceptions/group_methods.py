"""Exception groups: split, subgroup, derive, nesting, except* with several kinds, re-raising, notes kept."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

def tree(g, depth=0):
    if isinstance(g, BaseExceptionGroup):
        return (type(g).__name__, g.message, [tree(x) for x in g.exceptions])
    return repr(g)


eg = ExceptionGroup("top", [ValueError(1), ExceptionGroup("mid", [TypeError(2), ValueError(3), ExceptionGroup("low", [KeyError(4)])]), OSError(5)])
eg.add_note("kept")
for condition in (ValueError, (ValueError, KeyError), ExceptionGroup, Exception, RuntimeError, lambda e: isinstance(e, TypeError), lambda e: False, 5, "x", (ValueError, 5), int):
    match, rest = r if isinstance(r := attempt(eg.split, condition), tuple) else (r, None)
    print(tree(match) if isinstance(match, BaseException) else match, tree(rest) if rest is not None else rest)
    sub = attempt(eg.subgroup, condition)
    print("  ", tree(sub) if isinstance(sub, BaseException) else sub, getattr(sub, "__notes__", None))


class My(ExceptionGroup):
    def derive(self, excs):
        return My("derived", excs)


class Wrong(ExceptionGroup):
    def derive(self, excs):
        return 5


m = My("my", [ValueError(1), TypeError(2)])
print([tree(x) for x in m.split(ValueError)], attempt(Wrong("w", [ValueError(1), TypeError(2)]).split, ValueError), tree(eg.derive([KeyError()])), tree(BaseExceptionGroup("b", [ValueError()])), tree(BaseExceptionGroup("b", [SystemExit()])))


def handle(exc):
    out = []
    try:
        try:
            raise exc
        except* ValueError as v:
            out.append(("value", tree(v)))
        except* (TypeError, OSError) as t:
            out.append(("type", tree(t)))
            raise LookupError("new") from None
        else:
            out.append("else")
        finally:
            out.append("finally")
    except BaseException as rest:
        out.append(("rest", tree(rest)))
    return out


for exc in (eg, ValueError("single"), KeyError("other"), ExceptionGroup("k", [KeyError(1)]), ExceptionGroup("v", [ValueError(1)]), BaseExceptionGroup("b", [SystemExit(1), ValueError(2)])):
    print(handle(exc))
try:
    try:
        raise ExceptionGroup("r", [ValueError(1), KeyError(2)])
    except* ValueError:
        raise
except ExceptionGroup as e:
    print(tree(e), repr(e), str(e), e.args)
for source in ("try: pass\nexcept* ValueError: break", "for x in 1:\n try: pass\n except* ValueError: continue", "def f():\n try: pass\n except* ValueError: return", "try: pass\nexcept*: pass", "try: pass\nexcept* ValueError: pass\nexcept KeyError: pass"):
    try:
        compile(source, "s", "exec")
    except SyntaxError as e:
        print(e)
try:
    try:
        raise ValueError
    except* ExceptionGroup:
        pass
except TypeError as e:
    print(e)
