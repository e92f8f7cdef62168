import gc, sys
log = []
def cb(phase, info):
    log.append((phase, dict(info), list(info), gc.isenabled(), gc.collect() ))
gc.callbacks.append(cb)
class A: pass
def mk():
    a = A(); a.a = a
for g in (0,1,2):
    mk(); r = gc.collect(g); print(r); print(log); log.clear()
def cb2(phase, info):
    print("cb2", phase, info); gc.callbacks.remove(cb2)
gc.callbacks.append(cb2); gc.callbacks.append(cb)
gc.collect(0); print(log); log.clear()
gc.callbacks[:] = []
def cbx(phase, info): raise ValueError(phase)
gc.callbacks.append(cbx)
errs = []
sys.unraisablehook = lambda u: errs.append((u.exc_type.__name__, str(u.exc_value), u.err_msg, u.object is cbx))
gc.collect(); print(errs); errs.clear()
gc.callbacks[:] = [1, None, len]
gc.collect()
gc.callbacks[:] = []
print([ (a,b,c) for a,b,c,d in []], errs and 0)
infos = []
gc.callbacks.append(lambda p, i: infos.append(i))
gc.collect(1)
print(infos[0] is infos[1], infos)
gc.callbacks.clear()
infos.clear()
gc.callbacks = [lambda p, i: infos.append(1)]
gc.collect(); print(infos)
