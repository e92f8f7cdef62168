"""Dynamic programming: knapsack, edit distance, longest common subsequence, coin change, matrix chain; tables in lists."""


def numbers(n, low, high, seed):
    result = []
    for _ in range(n):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        result.append(low + (seed >> 10) % (high - low))
    return result


def knapsack(weights, values, capacity):
    best = [0] * (capacity + 1)
    for weight, value in zip(weights, values):
        for room in range(capacity, weight - 1, -1):
            candidate = best[room - weight] + value
            if candidate > best[room]:
                best[room] = candidate
    return best[capacity]


def edit_distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        above, row = row, [i] * (len(b) + 1)
        for j, y in enumerate(b, 1):
            row[j] = above[j - 1] if x == y else 1 + min(above[j - 1], above[j], row[j - 1])
    return row[-1]


def common(a, b):
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a)):
        for j in range(len(b)):
            if a[i] == b[j]:
                table[i + 1][j + 1] = table[i][j] + 1
            else:
                table[i + 1][j + 1] = max(table[i][j + 1], table[i + 1][j])
    out = []
    i, j = len(a), len(b)
    while i and j:
        if a[i - 1] == b[j - 1]:
            out.append(a[i - 1])
            i -= 1
            j -= 1
        elif table[i - 1][j] >= table[i][j - 1]:
            i -= 1
        else:
            j -= 1
    return "".join(reversed(out))


def coin_ways(coins, amount):
    ways = [1] + [0] * amount
    for coin in coins:
        for total in range(coin, amount + 1):
            ways[total] += ways[total - coin]
    return ways[amount]


def matrix_chain(sizes):
    n = len(sizes) - 1
    cost = {}
    for i in range(n):
        cost[i, i] = 0
    for length in range(2, n + 1):
        for i in range(n - length + 1):
            j = i + length - 1
            cost[i, j] = min(
                cost[i, k] + cost[k + 1, j] + sizes[i] * sizes[k + 1] * sizes[j + 1] for k in range(i, j)
            )
    return cost[0, n - 1]


def main():
    print(knapsack(numbers(200, 5, 60, 3), numbers(200, 10, 500, 4), 15000))
    a = "".join("acgt"[v & 3] for v in numbers(900, 0, 1000, 5))
    b = "".join("acgt"[v & 3] for v in numbers(800, 0, 1000, 6))
    print(edit_distance(a, b), len(common(a, b)))
    print(coin_ways([1, 2, 5, 10, 20, 50, 100, 200], 40000) % 1000003)
    print("check", matrix_chain(numbers(90, 5, 50, 7)))


main()
