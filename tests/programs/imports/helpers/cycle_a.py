print("a begins")
from helpers import cycle_b

NAME = "a"
print("a sees", cycle_b.NAME)
