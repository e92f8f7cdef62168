import sys

print('leaving with', 0)
sys.exit(0)
