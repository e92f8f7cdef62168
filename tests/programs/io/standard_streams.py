# stdin: one\ntwo\nthree\nfour
"""sys.stdout and sys.stderr replaced, flushed, written to below; sys.stdin read in parts."""
import io
import sys

print(repr(sys.stdin.readline()), repr(sys.stdin.read(5)), sys.stdin.buffer.peek()[:3], repr(sys.stdin.buffer.read(2)), repr(sys.stdin.read()))
print(sys.stdout.write("text\n"), sys.stdout.flush(), end="|\n")
sys.stdout.flush()
print(sys.stdout.buffer.write(b"bytes\n"))
sys.stdout.buffer.flush()
print("to stderr", file=sys.stderr)
sys.stderr.write("no newline")
sys.stderr.buffer.write(b" raw\n")
sys.stderr.flush()
print("lone \udc80 surrogate \u20ac", file=sys.stderr)
sys.stdout.reconfigure(errors="backslashreplace")
print("lone \udc81 surrogate \u20ac")
sys.stdout.reconfigure(encoding="latin-1", errors="replace")
print("\u20ac")
sys.stdout.reconfigure(encoding="utf-8", line_buffering=True)
old = sys.stdout
sys.stdout = io.StringIO()
print("kept", 1, 2, sep="-")
text = sys.stdout.getvalue()
sys.stdout = old
print(repr(text))


class Strange:
    def write(self, text):
        old.write(f"<{text}>")


print("a", "b", file=Strange())
print()
try:
    print("x", file=3)
except AttributeError as e:
    print(e)
try:
    print("x", file=Strange(), flush=True)
except AttributeError as e:
    print()
    print(e)
sys.stdout = None
print("nowhere")
sys.stdout = old
del sys.stdout
try:
    print("lost")
except RuntimeError as e:
    sys.stdout = old
    print(e)
sys.stderr = Strange()
raise SystemExit("end")
