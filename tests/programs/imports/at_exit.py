"""What modules hold dies when the interpreter ends: order of modules and of names in them."""
import helpers.finalized as finalized
from helpers.finalized import Noisy

first = Noisy("main first")
_under = Noisy("main under")
second = Noisy("main second")
held = [Noisy("in a list")]
cycle = Noisy("in a cycle")
cycle.me = cycle
print("end of the program")
