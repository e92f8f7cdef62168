import _string, gc, sys
def t(f,*a):
    try: print(f(*a))
    except BaseException as e: print(type(e).__name__, e)
for s in ('','abc','{','}','{{x}}','a{0}b{x.y[z]!r:>{w}}c','{a!}','{a!rx}','{:{}}','{0[}','a{b:{c:{d}}}'):
    try: print(s, list(_string.formatter_parser(s)))
    except BaseException as e: print(s, type(e).__name__, e)
for s in ('','a','0','a.b[0][x].c','1.','a[','a[]','a[0]x','-1','99999999999999999999','[a]','.b','01'):
    try:
        f,r=_string.formatter_field_name_split(s); print(s, repr(f), list(r))
    except BaseException as e: print(s, type(e).__name__, e)
t(_string.formatter_parser, 1); t(_string.formatter_field_name_split, 1)
i=_string.formatter_parser('ab'); print(repr(i)[:20], type(i), gc.is_tracked(i), sys.getsizeof(i))
f,i=_string.formatter_field_name_split('ab'); print(repr(i)[:20], type(i), gc.is_tracked(i), sys.getsizeof(i))
