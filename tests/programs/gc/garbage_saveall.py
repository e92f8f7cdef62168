import gc, warnings, sys
warnings.simplefilter("always")
class A: pass
a = A(); a.a = a
del a
gc.set_debug(gc.DEBUG_SAVEALL)
gc.collect()
print(len(gc.garbage))
