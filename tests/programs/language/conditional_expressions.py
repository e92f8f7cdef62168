"""Conditional expressions and the short circuit of and, or, not."""


def say(v):
    print("see", repr(v))
    return v


print(say("yes") if say(1) else say("no"))
print(say("yes") if say(0) else say("no"))
print(1 if 0 else 2 if 0 else 3)
print(say(0) or say("") or say([]) or say("last"))
print(say(1) and say("a") and say({}) and say("never"))
print(not say(0) == say(False), not not say("x"))
print((lambda: 1 if False else 2)(), [x if x % 2 else -x for x in range(4)])


class Truth:
    def __init__(self, answer):
        self.answer = answer

    def __bool__(self):
        print("asked")
        return self.answer


t, f = Truth(True), Truth(False)
print((t or f) is t, (f or t) is t, (t and f) is f, not f)
try:
    if Truth("no bool"):
        pass
except TypeError as e:
    print(e)


class Length:
    def __len__(self):
        return 0


print(bool(Length()), bool([0]), bool(0.0), bool("0"))
