# The filename of compile(): text, bytes, paths.
class P:
    def __init__(s, r): s.r = r
    def __fspath__(s): return s.r
for f in ['a', b'b\xc3\xa9', P('c'), P(b'd'), P(5), 5, None, 'a\0b', b'a\0b', bytearray(b'x'), memoryview(b'y')]:
    try: print(ascii(compile('1', f, 'eval').co_filename))
    except Exception as e: print(type(e).__name__, e)
