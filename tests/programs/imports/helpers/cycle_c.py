from helpers.cycle_d import value_d

value_c = 1
