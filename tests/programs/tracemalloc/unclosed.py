"""Warnings tell where an object was allocated while tracemalloc is on, and how to learn it while it is off."""
import tracemalloc,warnings
warnings.simplefilter("always")
tracemalloc.start(4)
def f():
  return open("/dev/null")
x=f()
del x
tracemalloc.stop()
x=f()
del x
async def g(): pass
g()
