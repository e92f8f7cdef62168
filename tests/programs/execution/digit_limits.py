# sys.set_int_max_str_digits() holds for literals too.
import sys

print(sys.get_int_max_str_digits())


def show(digits):
    try:
        print(len(hex(eval("7" * digits))))
    except (SyntaxError, ValueError) as e:
        print(type(e).__name__, e)


for limit in 4300, 640, 0, 5000:
    sys.set_int_max_str_digits(limit)
    for digits in 640, 641, 4300, 4301, 5000, 5001:
        show(digits)
for limit in 639, -1, "a":
    try:
        sys.set_int_max_str_digits(limit)
    except (ValueError, TypeError) as e:
        print(e)
