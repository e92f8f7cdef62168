import sys

from leaving import pc, pa
from leaving.helper import D


class Keeper:
    def f(self):
        return first


first = D("first")
second = D("second")
keeper = Keeper()
keeper.d = D("keeper.d")
print([n for n in sys.modules if n.startswith("leaving")])
