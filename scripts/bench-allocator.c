/* The loops of src/runtime/memory/bench.ts against native CPython, in its own process: prints "name ns" lines.
 * Built by scripts/alloc-bench.ts with libpython; arguments: iterations. */
#include <Python.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static void **ring;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e9 + t.tv_nsec;
}
static inline uint32_t next_random(uint32_t y) {
  y ^= y << 13;
  y ^= y >> 17;
  return y ^ (y << 5);
}
static void bench_begin(uint32_t slots) {
  for (uint32_t size = 16; size <= 512; size += 16) PyObject_Malloc(size);
  ring = calloc(slots, sizeof *ring);
}
static void pairs(uint32_t n, uint32_t size) {
  for (uint32_t i = 0; i < n; i++) PyObject_Free(PyObject_Malloc(size));
}
static void callocs(uint32_t n, uint32_t size) {
  for (uint32_t i = 0; i < n; i++) PyObject_Free(PyObject_Calloc(1, size));
}
static void grow(uint32_t n, uint32_t most) {
  for (uint32_t i = 0; i < n; i++) {
    void *p = NULL;
    for (uint32_t size = 16; size < most; size += size >> 3 > 8 ? size >> 3 : 8) p = PyMem_Realloc(p, size);
    PyMem_Free(p);
  }
}
static void batches(uint32_t n, uint32_t slots, uint32_t size, int reverse) {
  for (uint32_t k = 0; k < n; k++) {
    for (uint32_t i = 0; i < slots; i++) ring[i] = PyObject_Malloc(size);
    if (reverse)
      for (uint32_t i = slots; i > 0; i--) PyObject_Free(ring[i - 1]);
    else
      for (uint32_t i = 0; i < slots; i++) PyObject_Free(ring[i]);
  }
}
static void randomly(uint32_t n, uint32_t slots) {
  uint32_t x = 2463534242u;
  for (uint32_t i = 0; i < n; i++) {
    x = next_random(x);
    void **slot = ring + (x & (slots - 1));
    PyObject_Free(*slot);
    *slot = PyObject_Malloc(((x >> 20) & 511) + 1);
  }
}
static void raw_randomly(uint32_t n, uint32_t slots, uint32_t least, uint32_t span) {
  uint32_t x = 2463534242u;
  for (uint32_t i = 0; i < n; i++) {
    x = next_random(x);
    void **slot = ring + (x & (slots - 1));
    PyMem_RawFree(*slot);
    *slot = PyMem_RawMalloc(least + ((x >> 12) & (span - 1)));
  }
}
static void raw_pairs(uint32_t n, uint32_t size) {
  for (uint32_t i = 0; i < n; i++) PyMem_RawFree(PyMem_RawMalloc(size));
}
#define MEASURE(name, ops, call)                                        \
  do {                                                                  \
    double best = 1e300;                                                \
    for (int round = 0; round < 7; round++) {                           \
      double t = now();                                                 \
      call;                                                             \
      t = now() - t;                                                    \
      if (t < best) best = t;                                           \
    }                                                                   \
    printf("%s %.3f\n", name, best / (ops));                            \
  } while (0)

int main(void) {
  Py_InitializeEx(0);
  const uint32_t n = 4000000;
  bench_begin(1 << 20);
  MEASURE("pair 48", n, pairs(n, 48));
  MEASURE("calloc 64", n, callocs(n, 64));
  MEASURE("calloc 400", n, callocs(n, 400));
  MEASURE("grow to 500 by realloc (24 steps)", n / 100, grow(n / 100, 500));
  MEASURE("grow to 100000 by realloc (69 steps)", n / 1000, grow(n / 1000, 100000));
  MEASURE("batch 1000 x 64 in order", n, batches(n / 1000, 1000, 64, 0));
  MEASURE("batch 1000 x 64 reverse", n, batches(n / 1000, 1000, 64, 1));
  MEASURE("batch 100000 x 64 in order", n, batches(n / 100000, 100000, 64, 0));
  for (uint32_t i = 0; i < 1 << 20; i++) ring[i] = NULL;
  MEASURE("random 1..512, 4096 live", n, randomly(n, 4096));
  MEASURE("random 1..512, 262144 live", n, randomly(n, 262144));
  for (uint32_t i = 0; i < 1 << 20; i++) { PyObject_Free(ring[i]); ring[i] = NULL; }
  MEASURE("raw pair 600", n, raw_pairs(n, 600));
  MEASURE("raw pair 100000", n, raw_pairs(n, 100000));
  MEASURE("raw pair 200000", n / 4, raw_pairs(n / 4, 200000));
  MEASURE("raw random 600..4695, 4096 live", n, raw_randomly(n, 4096, 600, 4096));
  for (uint32_t i = 0; i < 1 << 20; i++) { PyMem_RawFree(ring[i]); ring[i] = NULL; }
  MEASURE("raw random 600..66135, 1024 live", n, raw_randomly(n, 1024, 600, 65536));
  for (uint32_t i = 0; i < 1 << 20; i++) { PyMem_RawFree(ring[i]); ring[i] = NULL; }
  MEASURE("raw random 600..855, 1048576 live", n, raw_randomly(n, 1 << 20, 600, 256));
  return 0;
}
