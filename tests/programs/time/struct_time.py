# struct_time: fields, construction, copying, conversions of moments and their errors.
import sys
import time


def attempt(text):
    try:
        print(text, "->", eval(text, {"time": time, "sys": sys, "g": g, "nan": float("nan")}))
    except Exception as error:
        print(text, "->", type(error).__name__, error)


g = time.gmtime(0)
for text in """time.gmtime(0)|time.gmtime(-1)|time.gmtime(1.9)|time.gmtime(-0.5)|time.gmtime(1e300)|time.gmtime(10**30)
time.gmtime(10**17)|time.gmtime(nan)|time.gmtime('a')|time.gmtime(1,2)|time.gmtime(2**40)|time.gmtime(-2**40)
time.gmtime(67768036191676799)|time.gmtime(67768036191676800)|time.gmtime(-67768040609740800)|g.tm_zone|g.tm_gmtoff
time.asctime(g)|time.asctime((2000,1,2,3,4,5,6,7,0))|time.asctime((1,))|time.asctime(1)|time.asctime((2000,13,2,3,4,5,6,7,0))
time.asctime((2000,0,0,3,4,5,6,0,0))|time.asctime((2000,1,32,3,4,5,6,7,0))|time.asctime((2000,1,2,24,4,5,6,7,0))
time.asctime((2000,1,2,3,60,5,6,7,0))|time.asctime((2000,1,2,3,4,62,6,7,0))|time.asctime((2000,1,2,3,4,61,6,7,0))
time.asctime((2000,1,2,3,4,5,-2,7,0))|time.asctime((2000,1,2,3,4,5,6,367,0))|time.asctime((99999,1,2,3,4,5,6,1,0))
time.asctime((-5,1,2,3,4,5,6,1,0))|time.asctime((2**31,1,2,3,4,5,6,1,0))|time.asctime((2000,1.0,2,3,4,5,6,1,0))
time.mktime(1)|time.mktime()|time.mktime((-2**31,1,1,0,0,0,0,1,-1))|time.struct_time((1,2,3))|time.struct_time(range(9))
time.struct_time(range(11)).tm_gmtoff|time.struct_time(range(12))|time.struct_time()|time.struct_time(1)
time.struct_time(range(9), {'tm_zone': 'q', 'tm_gmtoff': 5}).tm_zone|time.struct_time(range(9), {'tm_zonex': 'q'})
time.struct_time(range(9), 5)|time.struct_time(range(10), {'tm_zone': 1})|time.struct_time(sequence=range(9))
g.__replace__(tm_year=5)|g.__replace__(tm_zone='x').tm_zone|g.__replace__(x=1, y=2)|g.__replace__(1)|g.__reduce__()
time.struct_time.__match_args__|time.struct_time.n_fields|time.struct_time.n_sequence_fields|time.struct_time.__basicsize__
time.struct_time.__flags__|time.struct_time.__module__|sys.getsizeof(g)|sys.getsizeof(time.struct_time)|hash(g) == hash(tuple(g))
g + g|g[1:3]|len(g)|g == tuple(g)|type('X', (time.struct_time,), {})|sys.version_info.__match_args__
sys.version_info.__replace__(major=1)|sys.getsizeof(sys.flags)|time.get_clock_info('time')|time.get_clock_info('monotonic')
time.get_clock_info('process_time')|time.get_clock_info('thread_time')|time.get_clock_info('perf_counter')|time.get_clock_info('x')
time.get_clock_info(1)|time.clock_getres(0)|time.clock_getres(99)|time.clock_gettime(99)|time.clock_gettime('a')
time.clock_gettime(1 << 40)|time.clock_settime(1, 1.0)|time.clock_settime(1)|time.sleep(-1)|time.sleep('a')|time.sleep(nan)
time.sleep(1e300)|time.sleep(10**30)|time.sleep(None)|time.sleep()|time.sleep(0)|time.time(1)|time.strftime(1)
time.strftime('%Y', 1)|time.strftime('a\\0b', g)|time.CLOCK_TAI|time._STRUCT_TM_ITEMS""".replace("\n", "|").split("|"):
    attempt(text)
before = time.monotonic_ns()
time.sleep(0.01)
print(time.monotonic_ns() - before >= 10_000_000, time.perf_counter() > 0, time.time() > 1.7e9, time.time_ns() > 17 * 10**17)
print(type(time.process_time()), type(time.thread_time_ns()), time.clock_gettime(time.CLOCK_MONOTONIC) > 0)
match time.gmtime(86400):
    case time.struct_time(year, month, day, tm_hour=0):
        print(year, month, day)
