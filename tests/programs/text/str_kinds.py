"""The four kinds of str and their sizes; how operations choose the kind."""
import sys

samples = {"ascii": "abc", "latin1": "ab\u00e9", "ucs2": "ab\u20ac", "ucs4": "ab\U0001f40d"}
for name, text in samples.items():
    print(name, len(text), sys.getsizeof(text), sys.getsizeof(text * 10), text.isascii(), ascii(text), repr(text))
print([sys.getsizeof(c) for c in ("", "a", "\x7f", "\x80", "\xff", "\u0100", "\uffff", "\U00010000")])
wide = samples["ucs4"]
print([sys.getsizeof(t) for t in (wide[:2], wide[2:], wide.replace("\U0001f40d", "c"), wide.strip("\U0001f40d"), wide[0])])
print([sys.getsizeof(a + b) - 2 * 0 for a in samples.values() for b in samples.values()])
print(sys.getsizeof("".join(samples.values())), sys.getsizeof(",".join(["a", "b"])), sys.getsizeof("\xe9".join(["a", "b"])))
print(sys.getsizeof("%s" % wide), sys.getsizeof(f"{wide[:2]}"), sys.getsizeof("{}".format("\xe9")))
print(sys.getsizeof("\xe9".upper()), sys.getsizeof("\xff".upper()), "\xff".upper(), sys.getsizeof("\xb5".upper()), "\xdf".upper())
print([ord(c) for c in wide], [chr(i) for i in (0, 65, 233, 8364, 128013)])
for bad in (-1, 0x110000, 2**40):
    try:
        chr(bad)
    except Exception as e:
        print(type(e).__name__, e)
text = "".join(samples.values())
for codec in ("utf-8", "utf-16-le", "utf-16", "utf-32-be", "ascii", "latin-1"):
    for errors in ("strict", "replace", "ignore", "backslashreplace", "xmlcharrefreplace"):
        try:
            data = text.encode(codec, errors)
            print(codec, errors, len(data), data)
        except UnicodeError as e:
            print(codec, errors, e)
for data in (b"abc", b"\xe2\x82\xac", b"\xff", b"\xe2\x82", b"a\xed\xa0\x80b", b"\xf0\x9f\x90\x8d", b"\xc0\x80"):
    for errors in ("strict", "replace", "ignore", "surrogateescape", "backslashreplace"):
        try:
            print(errors, ascii(data.decode("utf-8", errors)))
        except UnicodeDecodeError as e:
            print(errors, e, e.start, e.end, e.reason)
print("\ud800".encode("utf-8", "surrogatepass"), ascii(b"\xff".decode("utf-8", "surrogateescape").encode("utf-8", "surrogateescape")))
try:
    "\ud800".encode()
except UnicodeEncodeError as e:
    print(e)
print("a\u0300" == "\u00e0", len("a\u0300"), "\N{SNAKE}", "\x41\101\u0041", "tab\there", r"raw\n", 'quo"te', "it's", "both'\"", "nul\0", "\x7f\x80\xad")
print(repr('quo"te'), repr("it's"), repr("both'\""), repr("nul\0\t\n\r\\"), repr("\x7f\x80\xad\u0378\ud800\U000e0001"))
