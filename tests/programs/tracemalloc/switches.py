"""tracemalloc on and off: limits, errors, current and peak memory."""
import tracemalloc

print(tracemalloc.is_tracing(), tracemalloc.get_traced_memory(), tracemalloc.get_traceback_limit())
print(tracemalloc._get_traces(), tracemalloc.get_object_traceback([]))
for bad in (0, -1, 65536, 1 << 40, "1", 1.5, None):
    try:
        tracemalloc.start(bad)
    except (TypeError, ValueError, OverflowError) as error:
        print(type(error).__name__, error)
try:
    tracemalloc.start(1, 2)
except TypeError as error:
    print(error)
try:
    tracemalloc.start(nframe=1)
except TypeError as error:
    print(error)
tracemalloc.start(5)
print(tracemalloc.is_tracing(), tracemalloc.get_traceback_limit(), tracemalloc.get_tracemalloc_memory() > 0)
tracemalloc.start(9)
print("the second start changes nothing:", tracemalloc.get_traceback_limit())
n = len("abc")
base, peak = tracemalloc.get_traced_memory()
block = bytes(100000 + n)
now, peak = tracemalloc.get_traced_memory()
print("a block:", 100036 <= now - base < 100300, peak >= now)
block = None
now, peak = tracemalloc.get_traced_memory()
print("released:", now - base < 300, peak - base >= 100036)
tracemalloc.reset_peak()
print("peak reset:", tracemalloc.get_traced_memory()[1] - base < 400)
kept = [[i] for i in range(100)]
print("traces:", len(tracemalloc._get_traces()) >= 200)
tracemalloc.clear_traces()
print("cleared:", tracemalloc.get_traced_memory(), tracemalloc._get_traces(), tracemalloc.get_object_traceback(kept))
kept.extend(range(100))
print("grown:", tracemalloc.get_traced_memory()[0] >= 1600)
tracemalloc.stop()
print(tracemalloc.is_tracing(), tracemalloc.get_traced_memory(), tracemalloc.get_traceback_limit())
try:
    tracemalloc.take_snapshot()
except RuntimeError as error:
    print(error)
tracemalloc.reset_peak()
tracemalloc.clear_traces()
tracemalloc.stop()
tracemalloc.start()
print("again:", tracemalloc.get_traceback_limit())
