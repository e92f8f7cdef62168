# SystemExit without anything.
import sys

print("done")
sys.exit()
