import gc, warnings, sys
warnings.simplefilter("always")
gc.garbage.append(1); gc.garbage.append([])
