from helpers.cycle_c import value_c

value_d = 2
