# An excepthook that can not be called.
import sys

sys.excepthook = None
1 / 0
