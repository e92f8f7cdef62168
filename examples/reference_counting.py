"""Reference counts rise with each new reference and fall with each one that goes."""
import sys

# Creating an object
a = [1, 2, 3]
print(sys.getrefcount(a))  # 2: one is 'a', the other is the argument of getrefcount

b = a
print(sys.getrefcount(a))  # 3

del b
print(sys.getrefcount(a))  # 2
