# stdin: 3\n10 20\n5 7\n1 1\n
"""A program that reads numbers."""
import sys

n = int(sys.stdin.readline())
total = 0
for _ in range(n):
    a, b = map(int, sys.stdin.readline().split())
    total += a * b
    print(a, b, a * b)
print(total, repr(sys.stdin.readline()))
