# What the functions of math say about arguments that they can't take.
import math

CALLS = """perm(5) perm(5,None) perm(-1,2) perm(2,-1) perm(2,3) perm(2.0) perm(10**20,10**20) perm(10**20,2) comb(10**20,3)
comb(-1,2) comb(2,-1) comb(10**40,10**20) comb(2.0,1) comb(2) comb(10**20,10**20-1) factorial(-1) factorial(1.0)
factorial(10**20) factorial(-10**20) factorial('a') isqrt(-1) isqrt(1.0) gcd() gcd(1,2.0) gcd(0) gcd(-5) lcm()
lcm(0,2.0) lcm(-5) lcm(4,6,-10) hypot() hypot(1,'a') hypot(x=1) dist([1,2],[3,4,5]) dist((1,2),(3,4)) dist(1,2)
dist([1],['a']) sumprod([1,2],[3]) sumprod(1,[3]) sumprod([1],2) prod(1) prod([1],2) prod(['a'],start=3)
prod([1],start=None) fsum([1e308,1e308]) fsum([math.inf,-math.inf]) fsum([math.nan,1]) fsum([1,'a']) fsum(1) log()
log(0) log(-1) log(0.0) log(1,2,3) log(10**400) log(8,0) log('a') log(8,1) log2(2**1030) log10(10**400) log10(-1)
log10(-10**400) floor(1.5) floor('a') floor(math.nan) ceil(math.inf) trunc('a') trunc(1.7) ceil(10**30) acos(2)
exp(1000) sin(math.inf) sqrt(-1) lgamma(-1) lgamma(0) gamma(0) gamma(-1) gamma(172) gamma(-math.inf) gamma(-200.5)
gamma(1e-310) nextafter(1,2,steps=-1) nextafter(1,2,steps=1.0) nextafter(1,2,steps=10**30)
nextafter(1,-2,steps=10**19) ldexp(1,2.0) ldexp(1,10**20) ldexp(1,-10**20) ldexp(0,10**20) pow(0,-1) pow(-1,0.5)
pow(10,400) pow(-0.0,-1) fma(math.inf,0,1) fma(1e308,10,0) fma(math.inf,0,math.nan) atan2(1) isclose(1,1,rel_tol=-1)
isclose(1) isclose(1,2,3) isclose(1,1,rel_tol=math.nan) ulp(math.inf) remainder(1,0) remainder(math.inf,1) fmod(1,0)
sin() sin(1,2) sin(x=1) sin('a') sin(10**400) log1p(-1) atanh(1) acosh(0.5) cbrt(math.nan) exp2(1024) expm1(1000)
degrees(1e308) erfc(30) erf(math.inf) tan(math.nan) copysign(1,-math.nan) modf(-math.inf) frexp(math.nan) fabs(-0.0)"""

for call in CALLS.split():
    try:
        print(call, eval("math." + call, {"math": math}))
    except Exception as error:
        print(call, type(error).__name__, error)


class Number:
    def __init__(self, **methods):
        for name, value in methods.items():
            setattr(self, name, value)

    def __floor__(self):
        return "floor"

    def __ceil__(self):
        return "ceil"

    def __trunc__(self):
        return "trunc"

    def __float__(self):
        return 2.5

    def __index__(self):
        return 4


n = Number()
print(math.floor(n), math.ceil(n), math.trunc(n), math.sqrt(n), math.factorial(n), math.isqrt(n), math.comb(n, 2), math.gcd(n, 6), math.hypot(n, 6), math.ldexp(n, 1))
print(math.pi, math.e, math.tau, math.inf, math.nan, [name for name in dir(math) if not name.startswith("_")])
