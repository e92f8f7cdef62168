# The module _struct: formats, ranges, errors, buffers.
import _struct as S
def show(f,*a,**k):
    try: print(repr(f(*a,**k)))
    except BaseException as e: print(type(e).__name__, e)
for f in ('<ii','ii x','3s','p','5p','n','N','P','>n','?','e','f','d','@','','=','!h','z','3','i 3','0s','1000000000000000000000i','9223372036854775807i 2i','c','b','B','h','H','i','I','l','L','q','Q'):
    show(S.calcsize,f)
    try: s=S.Struct(f); print(s, s.format, s.size, s.__sizeof__())
    except BaseException as e: print(type(e).__name__, e)
for fmt,v in (('b',(200,)),('B',(-1,)),('B',(256,)),('b',(-129,)),('h',(40000,)),('H',(70000,)),('i',(2**31,)),('I',(-1,)),('I',(2**32,)),('l',(2**63,)),('L',(-1,)),('L',(2**64,)),('q',(2**63,)),('Q',(2**64,)),('Q',(-1,)),('<b',(200,)),('<B',(256,)),('<h',(40000,)),('<H',(-1,)),('<i',(2**31,)),('<I',(2**32,)),('<q',(2**63,)),('<Q',(-1,)),('<l',(2**31,)),('<L',(2**32,)),('b',('a',)),('<b',('a',)),('<i',(1.5,)),('i',(1.5,)),('c',(5,)),('c',(b'ab',)),('s',(5,)),('s',('a',)),('p',(5,)),('f',('a',)),('d',('a',)),('e',('a',)),('f',(1e300,)),('<f',(1e300,)),('e',(70000.0,)),('<e',(1e6,)),('P',(-1,)),('P',('a',)),('P',(2**64,)),('n',(2**63,)),('N',(2**64,)),('n',('a',)),('?',([],)),('ii',(1,)),('ii',(1,2,3)),('',()),('x',()),('3s',(b'abcdef',)),('5p',(b'abcdef',)),('300p',(b'x'*400,)), ('<q',('a',)),('<Q',('a',)),('<H',('a',)),('q',('a',)),('Q',('a',)),('H',('a',)),('B',('a',))):
    show(S.pack,fmt,*v)
show(S.pack); show(S.pack,5); show(S.unpack,'i'); show(S.unpack,'i',b'abc'); show(S.unpack,'i',5); show(S.unpack_from,'i',b'abcd',1); show(S.unpack_from,'i',b'abcd',-1);show(S.unpack_from,'i',b'abcd',-5); show(S.unpack_from, 'i', b'abcde', offset=1); show(S.unpack_from,'i',b'abc',10)
ba=bytearray(8)
show(S.pack_into,'i',ba,5,1); show(S.pack_into,'i',ba,-2,1); show(S.pack_into,'i',ba,-9,1); show(S.pack_into,'i',ba); show(S.pack_into,'i'); show(S.pack_into); show(S.pack_into,'i',ba,'a',1); show(S.pack_into,'i',b'abcdefg',0,1); show(S.pack_into,'i',ba,0); show(S.pack_into,'i',ba,0,1,2)
show(S.iter_unpack,'i',b'abc'); show(S.iter_unpack,'',b''); it = S.iter_unpack('i', b'abcdefgh'); print(it.__length_hint__(), list(it), it.__length_hint__()); show(type(it))
s=S.Struct('i'); show(s.pack); show(s.unpack, b''); show(s.pack_into); show(s.pack_into, ba); show(S.Struct); show(S.Struct,5); show(S.Struct,'é'); show(S.Struct, b'i'); 
print(s, S.Struct.__basicsize__, S.error, s.__doc__[:30])
import sys; print(sys.getsizeof(s), sys.getsizeof(S.Struct('iiii')))
print(S.pack('<3?',1,0,[]), S.unpack('3s2xi',S.pack('3s2xi',b'ab',7)))
for c in '@b','@h','@i','@B','<b','<B','<q','@n','@N','@P','>Q':
    show(S.pack,c,2**70); show(S.pack,c,-2**70)
class I:
    def __index__(s): return 5
class J:
    def __index__(s): raise KeyError('x')
class F:
    def __float__(s): raise KeyError('f')
    def __bool__(s): raise KeyError('b')
show(S.pack,'b',I()); show(S.pack,'<b',J()); show(S.pack,'d',F()); show(S.pack,'?',F()); show(S.pack,'s',bytearray(b'x')); show(S.pack,'0p',b'a'); show(S.unpack,'0p',b''); show(S.unpack, '1p', b'a'); show(S.calcsize,'i\0i'); show(S.calcsize, b'i'); show(S.calcsize,'b0i'); show(S.calcsize, 'b0l5x'); show(S.calcsize,'  2 i'); show(S.calcsize,'2i ')

import struct
for order in "@=<>!":
    for c in "cbB?hHiIlLqQefds":
        values = {"c": [b"x"], "?": [True, False], "s": [b"y"]}.get(c, [0, 1, 100])
        for v in values:
            data = struct.pack(order + c, v)
            assert struct.unpack(order + c, data) == (v,), (order, c, v, data)
            print(order + c, v, data.hex(), end=" ")
    print()
for v in (0.1, -2.5, 1e-8, 65504.0, float("inf"), -0.0, 5.96e-08):
    print(struct.pack("<e", v).hex(), struct.pack(">f", v).hex(), struct.pack("<d", v).hex(), struct.unpack("<f", struct.pack("<f", v)))
print(struct.pack("<bhilqBHILQ", -1, -2, -3, -4, -5, 1, 2, 3, 4, 5).hex(), struct.calcsize("bhilq"), struct.calcsize("=bhilq"))
buffer = bytearray(20)
struct.pack_into(">ih", buffer, 3, 7, -1)
struct.pack_into(">h", buffer, -2, 258)
print(buffer, struct.unpack_from(">ih", buffer, 3), struct.unpack_from(">h", buffer, offset=-2), list(struct.iter_unpack("2s", b"abcdef")))
S._clearcache()
for i in range(150):
    struct.calcsize("%ds" % i)
print(struct.Struct("3si").unpack(struct.Struct("3si").pack(b"abc", 5)), struct.Struct("2h").size)
