import sys

try:
    sys.exit("the reason")
finally:
    print("finally runs")
