"""else of loops, break and continue through try and with."""
for n in range(2, 8):
    for d in range(2, n):
        if n % d == 0:
            print(n, "=", d, "*", n // d)
            break
    else:
        print(n, "is prime")
i = 0
while i < 3:
    i += 1
    if i == 2:
        continue
    print("while", i)
else:
    print("ended by its condition")
while True:
    break
else:
    print("never")
for _ in []:
    print("never")
else:
    print("else of nothing")


def through():
    for i in range(4):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            print("body", i)
        finally:
            print("finally", i)
    else:
        print("never")
    for i in range(2):
        try:
            return i
        finally:
            print("on the way out")


print(through())


def swallowed():
    while True:
        try:
            raise ValueError
        finally:
            break
    return "the exception is gone"


print(swallowed())
