# Equal entries in a row are folded; so are those of a RecursionError.
import sys


def show(e):
    sys.excepthook(type(e), e, e.__traceback__)


def countdown(n):
    if n == 0:
        raise ValueError("bottom")
    countdown(n - 1)


for depth in (1, 2, 3, 4, 5, 20):
    try:
        countdown(depth)
    except ValueError as e:
        show(e)


def forever():
    forever()


try:
    forever()
except RecursionError as e:
    show(e)


def ping(n):
    pong(n)


def pong(n):
    if n == 3:
        1 / 0
    ping(n + 1)


try:
    ping(0)
except ZeroDivisionError as e:
    show(e)


def two_calls(n):
    if n: two_calls(n - 1) if n % 2 else two_calls(n - 1)
    else: 1 / 0


try:
    two_calls(9)
except ZeroDivisionError as e:
    show(e)


def through_comprehension(n):
    return [through_comprehension(n - 1) if n else 1 / 0 for _ in range(1)]


try:
    through_comprehension(5)
except ZeroDivisionError as e:
    show(e)
sys.setrecursionlimit(60)
forever()
