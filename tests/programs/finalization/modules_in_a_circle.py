import sys
import types

import leaving.mod_a
import leaving.mod_b
from leaving import helper

value = helper.D("main")


class Cycle:
    def __init__(self):
        self.me = self
        self.d = helper.D("in a cycle")


cycle = Cycle()
sys.modules["no module"] = helper.D("no module")
del sys.modules["leaving.mod_b"]
made = types.ModuleType("made")
made.v = helper.D("made.v")
sys.modules["made"] = made
for name in "gone", "repl":
    try:
        module = __import__("leaving." + name)
        print(module.__name__)
    except KeyError as e:
        print("KeyError", e)
print("end")
