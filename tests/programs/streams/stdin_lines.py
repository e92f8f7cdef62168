# stdin: first line\nsecond EUR\n\nfourth without end
"""input() and sys.stdin."""
import sys

print(repr(input()), repr(input("prompt> ")))
for line in sys.stdin:
    print(repr(line))
try:
    input()
except EOFError as e:
    print(type(e).__name__, e)
print(repr(sys.stdin.read()), repr(sys.stdin.readline()))
