"""The limit of digits in conversions, sys.set_int_max_str_digits."""
import sys

print(sys.get_int_max_str_digits())
big = 10**4300
try:
    str(big)
except ValueError as e:
    print(e)
try:
    int("1" * 4301)
except ValueError as e:
    print(e)
print(len(str(10**4299)), len(hex(big)))
sys.set_int_max_str_digits(0)
print(len(str(big)))
print(str(7**6000)[:30], int(str(7**6000)) == 7**6000)
try:
    sys.set_int_max_str_digits(100)
except ValueError as e:
    print(e)
