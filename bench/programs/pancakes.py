"""Pancake flipping over all permutations (the fannkuch puzzle): small lists, index arithmetic, slices reversed in place."""


def flips(stack):
    """How often the first n pancakes are turned, n the top one, until the smallest is on top."""
    stack = stack[:]
    count = 0
    top = stack[0]
    while top:
        stack[: top + 1] = stack[top::-1]
        top = stack[0]
        count += 1
    return count


def orders(n):
    """All orders of range(n), each made from the one before by rotating a beginning of the list."""
    stack = list(range(n))
    turned = [0] * n
    yield stack
    while True:
        k = 1
        while True:
            if k == n:
                return
            stack.insert(k, stack.pop(0))
            turned[k] += 1
            if turned[k] <= k:
                break
            turned[k] = 0
            k += 1
        yield stack


def main():
    most = total = number = 0
    for stack in orders(9):
        if stack[0]:
            count = flips(stack)
            if count > most:
                most = count
            total += -count if number & 1 else count
        number += 1
    print("check", number, most, total)


main()
