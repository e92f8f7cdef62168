import gc, warnings, sys
warnings.simplefilter("error")
gc.garbage.append(1); gc.garbage.append([])
