# An excepthook that raises.
import sys


def hook(kind, value, tb):
    [][1]


sys.excepthook = hook
try:
    {}[1]
except KeyError:
    1 / 0
