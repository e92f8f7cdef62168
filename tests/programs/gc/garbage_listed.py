import gc, warnings, sys
warnings.simplefilter("always")
gc.set_debug(gc.DEBUG_UNCOLLECTABLE)
gc.garbage.append(1); gc.garbage.append([])
gc.garbage.append("äöü")
