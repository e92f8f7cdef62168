# Coroutines that nobody awaits, when warnings cannot tell, or raise.
import sys
import warnings


async def corofn():
    pass


def hook(u):
    print("unraisable:", u.exc_type.__name__, u.exc_value, type(u.object).__name__)


sys.unraisablehook = hook


def show(action="always"):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter(action)
        corofn()
    print([(w.category.__name__, str(w.message)) for w in caught])


show()
show("error")
orig = warnings._warn_unawaited_coroutine
warnings._warn_unawaited_coroutine = lambda coro: 1 / 0
show()
show("error")


def raises(coro):
    raise RuntimeWarning("no")


warnings._warn_unawaited_coroutine = raises
show()
warnings._warn_unawaited_coroutine = lambda coro: print("told", coro.__name__)
show()
del warnings._warn_unawaited_coroutine
show()
warnings._warn_unawaited_coroutine = orig
show()
