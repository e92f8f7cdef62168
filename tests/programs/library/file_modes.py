import _stat
def t(f,*a):
    try: print(f(*a))
    except BaseException as e: print(type(e).__name__, e)
for m in (0o100644,0o40755,0o120777,0o20666,0o60660,0o10600,0o140777,0,0o104755,0o102755,0o101777,0o4644,0o2644,0o1644,0o170000,2**31, 0o1000000):
    t(_stat.filemode,m); t(_stat.S_IFMT,m); t(_stat.S_IMODE,m); print([getattr(_stat,f)(m) for f in dir(_stat) if f.startswith('S_IS') and callable(getattr(_stat,f))])
t(_stat.filemode,-1);t(_stat.filemode,'a');t(_stat.filemode,2**64);t(_stat.filemode,2**32);t(_stat.S_ISDIR,2**40);t(_stat.filemode,1.5)
