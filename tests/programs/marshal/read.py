# marshal.loads of data that is short, wrong or odd.
import marshal


def attempt(*args, **kwargs):
    try:
        result = marshal.loads(*args, **kwargs)
        print(repr(result) if len(args[0]) < 100 else type(result))
    except Exception as e:
        print(type(e).__name__, e)


ZEROS = b"\0" * 20
for data in (
    b"", b"i", b"i\1", b"z", b"z\5ab", b"u", b"u\5\0\0\0ab", b"u\xff\xff\xff\xff", b"0", b"(", b"(\2\0\0\0N", b"(\2\0\0\0N0",
    b"[\xff\xff\xff\xff", b"[\1\0\0\x000", b"{N", b"{NN", b"{NN0", b"{0", b"<\xff\xff\xff\xff", b"<\1\0\0\0[\0\0\0\0", b">\1\0\0\0N",
    b"?", b"r\0\0\0\0", b"r", b"\xff", b"l\1\0\0\0\0\0", b"l\1\0\0\0\xff\xff", b"l\2\0\0\0\1\0\0\0", b"l\0\0\0\x80",
    b"l\2\0\0\0\1\0\2\0", b"l\xfe\xff\xff\xff\1\0\2\0", b"f\x031.5", b"f\3abc", b"f", b"f\x041.5x", b"f\0", b"x\x031.5\x012",
    b"g" + b"\0" * 7, b"g" + b"\0" * 7 + b"\x40", b"y" + b"\0" * 16, b"s\2\0\0\0ab", b"s\xff\xff\xff\xff", b"s\xff\xff\xff\x7f",
    b"t\2\0\0\0ab", b"a\2\0\0\0ab", b"A\2\0\0\0ab", b"A\xff\xff\xff\xff", b"Z\2ab", b"\xdb\1\0\0\0r\0\0\0\0", b"\xa8\1\0\0\0r\0\0\0\0",
    b"\xa9\1r\0\0\0\0", b"\xbe\1\0\0\0r\0\0\0\0", b"S", b".", b"T", b"F", b"N", b")\0", b")\2NT", b"c", b"c" + ZEROS + b"s\0\0\0\0",
    b"[\1\0\0\0" * 2500, b"(\1\0\0\0" * 1999 + b"N", b"(\1\0\0\0" * 2000 + b"N", b"i\1\2\3\4extra", b"u\1\0\0\0\xff",
    b"u\3\0\0\0\xed\xa0\x80", b"t\3\0\0\0\xed\xa0\x80", b"I" + b"\1" * 8, b"\xe9\1\0\0\0", b"{r\0\0\0\0",
):
    print(data[:30], end=" -> ")
    attempt(data)
attempt(b"N", allow_code=0)
attempt(b"N", foo=0)
attempt(bytearray(b"i\1\0\0\0"))
attempt(memoryview(b"T"))
for arguments in ((), ("a",), (5,), (b"N", 1)):
    try:
        marshal.loads(*arguments)
    except TypeError as e:
        print(e)
