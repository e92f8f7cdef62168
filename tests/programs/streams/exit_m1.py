import sys

print('leaving with', -1)
sys.exit(-1)
