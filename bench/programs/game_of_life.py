"""Conway's game of life on an endless board: sets of tuples, neighbours counted in a dict; a glider gun and a random soup."""

GUN = """
........................O...........
......................O.O...........
............OO......OO............OO
...........O...O....OO............OO
OO........O.....O...OO..............
OO........O...O.OO....O.O...........
..........O.....O.......O...........
...........O...O....................
............OO......................
"""
AROUND = [(dx, dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1) if (dx, dy) != (0, 0)]


def step(cells):
    counts = {}
    for x, y in cells:
        for dx, dy in AROUND:
            place = (x + dx, y + dy)
            counts[place] = counts.get(place, 0) + 1
    return {place for place, n in counts.items() if n == 3 or (n == 2 and place in cells)}


def step_with_sets(cells):
    """The same by set algebra: who has at least 1, 2, 3, 4 neighbours."""
    one, two, three, four = set(), set(), set(), set()
    for dx, dy in AROUND:
        shifted = {(x + dx, y + dy) for x, y in cells}
        four |= three & shifted
        three |= two & shifted
        two |= one & shifted
        one |= shifted
    return (three - four) | ((two - three) & cells)


def soup(size):
    seed = 31
    cells = set()
    for x in range(size):
        for y in range(size):
            seed = (seed * 69069 + 1) & 0xFFFFFFFF
            if seed >> 29 < 3:
                cells.add((x, y))
    return cells


def main():
    rows = GUN.strip().split("\n")
    gun = {(x, y) for y, row in enumerate(rows) for x, ch in enumerate(row) if ch == "O"}
    for _ in range(700):
        gun = step(gun)
    print(len(gun), max(gun))
    cells = soup(90)
    for generation in range(100):
        after = step_with_sets(cells)
        if generation % 10 == 0:
            assert after == step(cells)
        cells = after
    print("check", len(cells), min(cells), frozenset(cells) == frozenset(sorted(cells)))


main()
