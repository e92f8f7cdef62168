# args: one -x two=2
import sys

print(sys.argv)
