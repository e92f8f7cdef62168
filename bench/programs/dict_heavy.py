"""Dictionaries: histograms, joins of two tables, inverted index, grouping, counters that shrink, integer and tuple keys."""


def numbers(n, seed=17):
    values = []
    for _ in range(n):
        seed = (seed * 69069 + 1) & 0xFFFFFFFF
        values.append(seed >> 9)
    return values


def histogram(values):
    counts = {}
    for value in values:
        key = value % 1009
        counts[key] = counts.get(key, 0) + 1
    return counts


def grouped(values):
    groups = {}
    for value in values:
        groups.setdefault((value % 13, value % 7), []).append(value)
    return groups


def joined(values):
    people = {"person%d" % (v % 5000): v for v in values}
    cities = {name: "city%d" % (len(name) * v % 97) for name, v in people.items()}
    by_city = {}
    for name, city in cities.items():
        if city in by_city:
            by_city[city].append(people[name])
        else:
            by_city[city] = [people[name]]
    return by_city


def sliding_window(values, width):
    """The number of distinct values in each window: insertions and deletions in balance."""
    window = {}
    distinct = 0
    for i, value in enumerate(values):
        value %= 700
        window[value] = window.get(value, 0) + 1
        if i >= width:
            old = values[i - width] % 700
            window[old] -= 1
            if not window[old]:
                del window[old]
        distinct += len(window)
    return distinct


def merged(count):
    base = {i: i * i for i in range(300)}
    total = 0
    for i in range(count):
        copy = dict(base)
        copy.update({i: -1, i + 1: -2})
        copy.pop(i % 300, None)
        total += len(copy) + sum(copy.values()) % 11
    return total


def main():
    values = numbers(600000)
    counts = histogram(values)
    print(len(counts), max(counts.values()), min(counts, key=counts.get))
    groups = grouped(values)
    print(len(groups), sorted(groups)[40], sum(len(g) * k[0] for k, g in groups.items()))
    cities = joined(values)
    print(len(cities), max(sorted(cities), key=lambda c: len(cities[c])))
    print(sliding_window(values, 500))
    print("check", merged(15000))


main()
