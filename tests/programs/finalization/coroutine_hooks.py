import sys
print(sys.get_coroutine_origin_tracking_depth())
for a in (-1, 2, 0, "x", 1.5, 2**40):
    try: print(sys.set_coroutine_origin_tracking_depth(a), sys.get_coroutine_origin_tracking_depth())
    except Exception as e: print(type(e).__name__, e)
try: sys.set_coroutine_origin_tracking_depth()
except Exception as e: print(type(e).__name__, e)
print(sys.set_coroutine_origin_tracking_depth(depth=3))
print(sys.set_coroutine_origin_tracking_depth.__text_signature__, sys.get_coroutine_origin_tracking_depth.__text_signature__)
async def co(): pass
def f():
    def g(): return co()
    return g()
c = f(); print([(x[0][-5:],) + x[1:] for x in c.cr_origin]); c.close()
async def ag(): yield
a = ag(); print(hasattr(a, "ag_origin"), type(a).__name__)
x = a.asend(None); x.close()
print(sys.get_asyncgen_hooks())
for args, kw in (((),{}), ((1,),{}), ((None, None),{}), ((),dict(firstiter=5)), ((),dict(firstiter=print)), ((),dict(finalizer=len)), ((None,),{})):
    try: sys.set_asyncgen_hooks(*args, **kw); print(sys.get_asyncgen_hooks())
    except Exception as e: print(type(e).__name__, e)
