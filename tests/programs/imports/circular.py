"""Circular imports: one that works, one that does not."""
import sys
import helpers.cycle_a

print(helpers.cycle_a.NAME, helpers.cycle_b.NAME)
try:
    import helpers.cycle_c
except ImportError as e:
    print(str(e).split(" (")[0], e.name, "helpers.cycle_c" in sys.modules, "helpers.cycle_d" in sys.modules)
