"""__slots__: a fixed place for each attribute, and no dictionary."""
import sys


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


class EfficientPoint:
    __slots__ = ['x', 'y']  # Uses a fixed-size array instead of a dictionary

    def __init__(self, x, y):
        self.x = x
        self.y = y


p = Point(1, 2)
e = EfficientPoint(1, 2)
print("Point: has __dict__", hasattr(p, "__dict__"), "size", sys.getsizeof(p), "and its dict", sys.getsizeof(p.__dict__))
print("EfficientPoint: has __dict__", hasattr(e, "__dict__"), "size", sys.getsizeof(e))
