import sys

print('leaving with', 255)
sys.exit(255)
