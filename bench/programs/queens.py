"""N queens, three ways: sets and backtracking, bit masks, a generator of placements."""


def with_sets(n):
    columns, rising, falling = set(), set(), set()
    count = 0

    def place(row):
        nonlocal count
        if row == n:
            count += 1
            return
        for column in range(n):
            if column in columns or row + column in rising or row - column in falling:
                continue
            columns.add(column)
            rising.add(row + column)
            falling.add(row - column)
            place(row + 1)
            columns.remove(column)
            rising.remove(row + column)
            falling.remove(row - column)

    place(0)
    return count


def with_bits(n):
    full = (1 << n) - 1

    def place(columns, rising, falling):
        if columns == full:
            return 1
        count = 0
        free = full & ~(columns | rising | falling)
        while free:
            bit = free & -free
            free ^= bit
            count += place(columns | bit, (rising | bit) << 1, (falling | bit) >> 1)
        return count

    return place(0, 0, 0)


def placements(n, board=()):
    if len(board) == n:
        yield board
        return
    row = len(board)
    for column in range(n):
        if all(column != c and abs(column - c) != row - r for r, c in enumerate(board)):
            yield from placements(n, board + (column,))


def main():
    print("sets", with_sets(10))
    print("bits", with_bits(12))
    boards = list(placements(9))
    print("check", len(boards), boards[0], boards[-1])


main()
