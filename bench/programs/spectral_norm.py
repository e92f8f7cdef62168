"""Spectral norm of the infinite matrix 1 / ((i + j)(i + j + 1) / 2 + i + 1) by the power method."""
import math


def entry(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(vector):
    return [sum(entry(i, j) * v for j, v in enumerate(vector)) for i in range(len(vector))]


def times_transposed(vector):
    size = len(vector)
    result = []
    for i in range(size):
        total = 0.0
        for j in range(size):
            total += entry(j, i) * vector[j]
        result.append(total)
    return result


def main():
    u = [1.0] * 280
    v = u
    for _ in range(10):
        v = times_transposed(times(u))
        u = times_transposed(times(v))
    square = sum(a * b for a, b in zip(u, v))
    norm = sum(b * b for b in v)
    print("check %.9f" % math.sqrt(square / norm))


main()
