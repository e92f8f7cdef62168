"""Generators: pipelines of filters, windows, recursive tree walks with yield from, co-operating tasks with send()."""


def naturals(limit):
    n = 0
    while n < limit:
        yield n
        n += 1


def where(test, items):
    for item in items:
        if test(item):
            yield item


def mapped(function, items):
    for item in items:
        yield function(item)


def windows(items, size):
    window = []
    for item in items:
        window.append(item)
        if len(window) == size:
            yield tuple(window)
            window.pop(0)


def tree(depth, label=1):
    if depth == 0:
        return None
    return (tree(depth - 1, 2 * label), label, tree(depth - 1, 2 * label + 1))


def in_order(node):
    if node is not None:
        left, label, right = node
        yield from in_order(left)
        yield label
        yield from in_order(right)


def averager():
    total = count = 0
    average = None
    while True:
        value = yield average
        if value is None:
            return total, count
        total += value
        count += 1
        average = total / count


def delegating(results):
    while True:
        results.append((yield from averager()))


def task(name, steps, log):
    for i in range(steps):
        log[name] = log.get(name, 0) + i
        yield


def scheduler(tasks):
    turns = 0
    while tasks:
        current = tasks.pop(0)
        try:
            next(current)
        except StopIteration:
            continue
        turns += 1
        tasks.append(current)
    return turns


def main():
    odd = where(lambda n: n & 1, naturals(1000000))
    squares = mapped(lambda n: n * n % 1001, odd)
    print(sum(a * b - c for a, b, c in windows(squares, 3)))
    root = tree(17)
    print(sum(i * label % 7 for i, label in enumerate(in_order(root))))
    results = []
    feeder = delegating(results)
    next(feeder)
    for i in range(800000):
        feeder.send(i % 100)
        if i % 1000 == 999:
            feeder.send(None)
    print(len(results), results[0], results[-1])
    log = {}
    print(scheduler([task("task%d" % i, 5000 + i, log) for i in range(100)]), log["task7"])
    print("check", sum(x * y for x in range(1500) for y in (x, x + 1, x + 2) if (x + y) % 3 == 0))


main()
