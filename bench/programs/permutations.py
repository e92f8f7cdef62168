"""Permutations of a list made by three methods (recursion, swaps in place, lexicographic steps), with their cycles counted."""


def recursive(items):
    if len(items) <= 1:
        return [items]
    result = []
    for i in range(len(items)):
        rest = items[:i] + items[i + 1 :]
        for tail in recursive(rest):
            result.append([items[i]] + tail)
    return result


def swapped(items, visit, k=None):
    if k is None:
        k = len(items)
    if k == 1:
        visit(items)
        return
    for i in range(k):
        swapped(items, visit, k - 1)
        j = i if k % 2 == 0 else 0
        items[j], items[k - 1] = items[k - 1], items[j]


def advance(items):
    """The next permutation in lexicographic order, in place; False after the last one."""
    i = len(items) - 2
    while i >= 0 and items[i] >= items[i + 1]:
        i -= 1
    if i < 0:
        return False
    j = len(items) - 1
    while items[j] <= items[i]:
        j -= 1
    items[i], items[j] = items[j], items[i]
    items[i + 1 :] = items[: i : -1]
    return True


def cycles(permutation):
    seen = [False] * len(permutation)
    count = 0
    for start in range(len(permutation)):
        if seen[start]:
            continue
        count += 1
        at = start
        while not seen[at]:
            seen[at] = True
            at = permutation[at]
    return count


def main():
    first = recursive(list(range(9)))
    print("recursive", len(first), first[12345])
    seen = []
    swapped(list(range(9)), lambda items: seen.append(items[0] * 10 + items[-1]))
    print("swapped", len(seen), sum(seen))
    items = list(range(9))
    histogram = [0] * 10
    while True:
        histogram[cycles(items)] += 1
        if not advance(items):
            break
    print("check", histogram)


main()
