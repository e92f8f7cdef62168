"""String literals: prefixes, quotes, escapes, concatenation."""
print("a" 'b' """c""" '''d''' r"\n" u"e", len(r"\\"))
print("\a\b\f\v\r\t\0\x41\101\u20ac\U0001f40d\N{EURO SIGN}".encode("unicode_escape"))
print("line \
continued", """two
lines""".splitlines())
print(repr("'"), repr('"'), repr("'\""), repr("\\"), repr("\x7f\x80\xad\u0378\ud800"))
print(ascii("é€🐍"), len("🐍"), "\u0041" is "A")
print(b"\x00\xff\n\101", br"\x", b"a" b'b', rb'\'')
print('\'' "\"" r'\'', "tab\tend".expandtabs(4))
for text in ('"\\x4"', '"\\u123"', '"\\N{no such name}"', '"\\U00110000"', "'open", "b'é'", 'u"a" b"b"', '"""open', "f'{'"):
    try:
        eval(text)
    except SyntaxError as e:
        print(text, "->", e.msg)
