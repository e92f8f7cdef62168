# What asynchronous generators were asked for and nobody awaits is warned about while an exception is on its way.
import warnings


async def numbers():
    yield 1


def show(message, category, filename, lineno, file=None, line=None):
    print("warning:", category.__name__, message)


def leave_with_error():
    a = numbers()
    return [a.asend(None), a.athrow(ValueError), 1 / 0]


warnings.simplefilter("always")
warnings.showwarning = show
for _ in range(2):
    try:
        leave_with_error()
    except ZeroDivisionError as error:
        print("caught", error, error.__context__)
