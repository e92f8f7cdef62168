import gc
gc.garbage.append(1); gc.garbage.append([])
