# What an excepthook is given, and what sys keeps.
import sys


def hook(kind, value, tb):
    print(kind, value, tb is value.__traceback__, tb.tb_lineno)
    print(sys.last_exc is value, sys.last_type is kind, sys.last_value is value, sys.last_traceback is tb)
    sys.__excepthook__(kind, value, tb)


sys.excepthook = hook
1 / 0
