"""What waits in stdout at the end cannot be written: exit code 120."""
import posix
import sys

print("written", flush=True)
print("waiting")
sys.stdout.buffer.raw.name = "NAME"
posix.close(1)
