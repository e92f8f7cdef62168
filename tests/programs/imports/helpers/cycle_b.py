print("b begins")
import helpers.cycle_a as cycle_a

NAME = "b"
print("b sees", hasattr(cycle_a, "NAME"))
