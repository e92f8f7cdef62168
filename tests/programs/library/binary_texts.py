# The modules binascii and base64: base64, hexadecimal, checksums, uuencode, quoted-printable.
import binascii as B
def show(f,*a,**k):
    try: print(repr(f(*a,**k)))
    except BaseException as e: print(type(e).__name__, e)
print(B.Error.__mro__, B.Incomplete.__mro__)
for s in (b'', b'a', b'ab', b'abc', b'abcd', bytes(range(256))):
    show(B.b2a_base64, s); show(B.b2a_base64, s, newline=False); show(B.hexlify, s); show(B.crc32, s); show(B.crc_hqx, s, 7); show(B.b2a_hex, s, '-', 2); show(B.hexlify, s, b':', -3)
for s in (b'', b'YQ==', 'YWI=', b'YWJj', b'Y', b'YQ', b'YQ=', b'YWI', b'Y W\nJj', b'!!!!', b'=', b'YQ==YQ==', b'YWJj====', 'YWJ\xe9', b'YW=Jj', b'YQ==\n', b'Y===', b'\xff\xff'):
    show(B.a2b_base64, s); show(B.a2b_base64, s, strict_mode=True)
for s in (b'', b'61', '6162', b'6', b'6g', 'zz', bytearray(b'41'), '\xe9\xe9', 5): show(B.unhexlify, s); show(B.a2b_hex, s)
show(B.crc32, b'abc', 5); show(B.crc32, b'abc', -1); show(B.crc32, 'a'); show(B.crc32); show(B.crc32, b'a', 'b'); show(B.crc32, b'x'*1000, 2**40); show(B.crc_hqx, b'a'); show(B.hexlify, b'ab', 'xx'); show(B.hexlify, 'a'); show(B.b2a_base64, 'a'); show(B.hexlify, b'a', 5); show(B.hexlify, b'ab', '\u20ac'); show(B.hexlify, data=b'ab', sep='-', bytes_per_sep=1)

for s in (b"", b"a", b"hello world", b"\0" * 5, bytes(range(45)), bytes(46)):
    show(B.b2a_uu, s)
    show(B.b2a_uu, s, backtick=True)
for s in (b"", b"!80", b"#86)C\n", b"#86)C  `\n", b"#86)Cx\n", b"#\x7f\n", b"+:&5L;&\\@=V]R;&0\n", "#86)C", b" \n", b"(ab"):
    show(B.a2b_uu, s)
for s in (b"", b"a=b", b"x" * 100, b"tab\there ", b"line \nnext\t\n", b"a\r\nb =\r\n", b".", b".\n..", b"\xe9\x80_ _", b"\r", b"a\rb", b"\x00\x1f", b"y" * 75 + b"=", b"z" * 76 + b"\n", b"w " * 60):
    for kw in ({}, {"quotetabs": True}, {"istext": False}, {"header": True}):
        q = B.b2a_qp(s, **kw)
        print(q, B.a2b_qp(q, header=kw.get("header", False)) == s)
for s in (b"=", b"=4", b"=41", b"==41", b"a=\nb", b"a=\r\nb", b"=\rxx\ny", b"=zz", b"_=5F_", b"a=", "=e9", b"=\n"):
    show(B.a2b_qp, s)
    show(B.a2b_qp, s, True)
show(B.b2a_qp, "a")
show(B.a2b_qp, 5)
show(B.a2b_uu, 5)
import base64
data = bytes(range(0, 256, 7))
for encode, decode in ((base64.b64encode, base64.b64decode), (base64.b32encode, base64.b32decode), (base64.b16encode, base64.b16decode), (base64.b85encode, base64.b85decode), (base64.urlsafe_b64encode, base64.urlsafe_b64decode), (base64.a85encode, base64.a85decode)):
    print(encode(data), decode(encode(data)) == data)
