"""stdout is closed at the end: nothing can be flushed, which is no error."""
import sys

print("before")
sys.stdout.close()
try:
    print("after")
except ValueError as e:
    sys.stderr.write(f"{e}\n")
