"""A program that ends while allocations are traced, with objects that die after it."""
import tracemalloc

tracemalloc.start(25)


class Late:
    def __del__(self):
        print(tracemalloc.is_tracing(), len(tracemalloc._get_traces()) > 0)
        tracemalloc.clear_traces()
        tracemalloc.stop()
        tracemalloc.start()


kept = [[i, {i: str(i)}] for i in range(1000)]
cycle = [Late()]
cycle.append(cycle)
for i in range(3):
    namespace = {}
    exec(compile("def f():\n  return [1]\n" * (i + 1), f"file {i}", "exec"), namespace)
    namespace["f"]()
print(len({frame[0] for trace in tracemalloc._get_traces() for frame in trace[2]} & {"file 0", "file 1", "file 2"}))
