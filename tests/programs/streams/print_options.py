"""print(): sep, end, file, flush, errors; sys.stdout.write; sys.stderr."""
import sys

print()
print(1, "a", None, [1], sep="-", end="!\n")
print("a", "b", sep="")
print("no newline", end="")
print("", flush=True)
print(*range(5), sep=", ")
print("to stderr", file=sys.stderr)
print("none", sep=None, end=None)
print(sys.stdout.write("written\n"))
sys.stderr.write("error text\n")


class Writer:
    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)


w = Writer()
print(1, 2, file=w, sep="|")
print(w.parts)
for bad in (lambda: print(1, sep=5), lambda: print(1, end=5), lambda: print(1, file=5), lambda: sys.stdout.write(5)):
    try:
        bad()
    except (TypeError, AttributeError) as e:
        print(e)
old = sys.stdout
sys.stdout = w
print("captured")
sys.stdout = old
print(w.parts)
sys.stdout = None
print("lost")
sys.stdout = old
print("\u20ac \U0001f40d \x00 tab\t| \\ '", "a\nb")
print(sys.stdout.encoding, sys.stdout.isatty(), sys.stdin.isatty(), sys.stdout.fileno(), sys.stdout.name, sys.stdout.mode, sys.stdout.closed)
