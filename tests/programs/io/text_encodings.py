"""TextIOWrapper: encodings and what is done about errors."""
import io


def attempt(function, *args, **kwargs):
    try:
        print(ascii(function(*args, **kwargs)))
    except BaseException as e:
        print(type(e).__name__, ascii(str(e)))


def written(text, *args):
    b = io.BytesIO()
    with io.TextIOWrapper(b, *args) as t:
        t.write(text)
        t.flush()
        return b.getvalue()


for encoding in "utf-8", "UTF8", "ascii", "US-ASCII", "latin-1", "ISO-8859-1", "iso8859_1", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "cp1252", "utf-8-sig", "utf-7":
    for text in "abc\n", "\xe9\n", "\u20ac", "\U0001f600", "\udc80":
        attempt(written, text, encoding)
for errors in "strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "namereplace", "surrogateescape", "surrogatepass", "nonsense":
    for encoding in "ascii", "latin-1", "utf-8":
        attempt(written, "a\xe9\u20ac\udc80z", encoding, errors)
for errors in "strict", "ignore", "replace", "backslashreplace", "surrogateescape", "surrogatepass", "nonsense":
    for encoding in "ascii", "latin-1", "utf-8", "utf-16", "cp1252":
        t = io.TextIOWrapper(io.BytesIO(b"a\xe9\xed\xb2\x80\x81z\xe2\x82"), encoding, errors)
        t._CHUNK_SIZE = 2
        attempt(t.read, 3)
        t = io.TextIOWrapper(io.BytesIO(b"a\xe9\xed\xb2\x80\x81z\xe2\x82"), encoding, errors)
        attempt(t.read)
for encoding in "utf-16", "utf-32", "utf-8-sig", "utf-8", "cp1252":
    b = io.BytesIO()
    t = io.TextIOWrapper(b, encoding, newline="")
    t.write("one\n")
    place = t.tell()
    t.write("tw\xf6\n")
    t.seek(0)
    print(encoding, place, ascii(t.readlines()), end=" ")
    t.seek(place)
    print(ascii(t.read(2)), t.tell() > place, end=" ")
    t.seek(0, 2)
    t.write("x")
    t.seek(0)
    t.write("O")
    t.flush()
    print(b.getvalue())
    t.detach()
    b.seek(0, 2)
    t = io.TextIOWrapper(b, encoding)
    t.write("!")
    t.flush()
    print(b.getvalue()[-8:], t.encoding)
attempt(io.TextIOWrapper, io.BytesIO(), "rot13")
attempt(io.TextIOWrapper, io.BytesIO(), "")
attempt(io.TextIOWrapper, io.BytesIO(), "undefined")
t = io.TextIOWrapper(io.BytesIO(), "locale")
print(t.encoding, io.TextIOWrapper(io.BytesIO()).encoding, io.TextIOWrapper(io.BytesIO(), None, None).errors)
