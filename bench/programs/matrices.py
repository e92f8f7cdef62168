"""Matrices as lists of lists, floats and integers: products, powers, determinants, inverses by elimination, operators of a class."""


class Matrix:
    def __init__(self, rows):
        self.rows = rows

    @classmethod
    def identity(cls, n):
        return cls([[1 if i == j else 0 for j in range(n)] for i in range(n)])

    def __matmul__(self, other):
        columns = list(zip(*other.rows))
        return Matrix([[sum(a * b for a, b in zip(row, column)) for column in columns] for row in self.rows])

    def __add__(self, other):
        return Matrix([[a + b for a, b in zip(x, y)] for x, y in zip(self.rows, other.rows)])

    def __mod__(self, n):
        return Matrix([[a % n for a in row] for row in self.rows])

    def __getitem__(self, place):
        i, j = place
        return self.rows[i][j]

    def power(self, n, modulus):
        result = Matrix.identity(len(self.rows))
        base = self
        while n:
            if n & 1:
                result = (result @ base) % modulus
            base = (base @ base) % modulus
            n >>= 1
        return result


def by_indices(a, b, n):
    c = [[0.0] * n for _ in range(n)]
    for i in range(n):
        row = c[i]
        left = a[i]
        for k in range(n):
            factor = left[k]
            right = b[k]
            for j in range(n):
                row[j] += factor * right[j]
    return c


def inverse(a):
    n = len(a)
    work = [row[:] + [1.0 if i == j else 0.0 for j in range(n)] for i, row in enumerate(a)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda r: abs(work[r][i]))
        work[i], work[pivot] = work[pivot], work[i]
        head = work[i][i]
        work[i] = [x / head for x in work[i]]
        for r in range(n):
            if r != i:
                factor = work[r][i]
                if factor:
                    work[r] = [x - factor * y for x, y in zip(work[r], work[i])]
    return [row[n:] for row in work]


def main():
    n = 140
    a = [[((i * 7 + j * 13) % 19 + 1) / 10 + (5.0 if i == j else 0.0) for j in range(n)] for i in range(n)]
    product = by_indices(a, inverse(a), n)
    error = max(abs(product[i][j] - (i == j)) for i in range(n) for j in range(n))
    print(error < 1e-9)
    m = Matrix([[(i * j + i + 3) % 10 for j in range(10)] for i in range(10)])
    p = m.power(10**30 + 7, 1000003)
    print("check", p[0, 0], p[9, 3], sum(map(sum, (p + m).rows)))


main()
