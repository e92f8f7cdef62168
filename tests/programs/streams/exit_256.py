import sys

print('leaving with', 256)
sys.exit(256)
