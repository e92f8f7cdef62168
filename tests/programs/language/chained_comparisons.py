"""Chained comparisons look at each operand once, and stop early."""


def say(v):
    print("see", v)
    return v


print(say(1) < say(2) < say(3))
print(say(3) < say(2) < say(1))
print(1 < 2 > 1 == 1 != 0 is not None in [None])
print(1 == 1.0 == True, 0 == False == 0.0 == 0j)
x = 5
print(0 <= x < 10, not 0 <= x < 5, (0 < x) < 1)


class Odd:
    def __init__(self, answer):
        self.answer = answer

    def __lt__(self, other):
        return self.answer

    def __repr__(self):
        return f"Odd({self.answer!r})"


print(Odd([]) < 1 < 2, Odd("yes") < 1 < 2, Odd(0) < 1)
