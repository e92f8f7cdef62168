"""Characters by name: lookup, aliases, sequences, computed names, \\N in literals and codecs."""
import unicodedata
from unicodedata import ucd_3_2_0

for name in (
    "SPACE", "latin small letter a", "BELL", "NULL", "ALERT", "LATIN CAPITAL LETTER GHA", "HANGUL SYLLABLE GAG", "HANGUL SYLLABLE gag",
    "hangul syllable gag", "CJK UNIFIED IDEOGRAPH-4E00", "CJK UNIFIED IDEOGRAPH-04E00", "CJK UNIFIED IDEOGRAPH-4e00", "CJK UNIFIED IDEOGRAPH-9FFF",
    "CJK UNIFIED IDEOGRAPH-D800", "KEYCAP NUMBER SIGN", "LATIN SMALL LETTER R WITH TILDE", "GRINNING FACE", "no such thing", "", "x" * 256, "x" * 257,
    b"DIGIT ONE", bytearray(b"DIGIT TWO"), "SPACE\0", "é", "\ud800", 7, None,
):
    for database in (unicodedata, ucd_3_2_0):
        try:
            print(ascii(database.lookup(name)), end=" ")
        except Exception as e:
            print(type(e).__name__, e, end=" ")
    print()
print("\N{GREEK SMALL LETTER ALPHA}", "\N{snowman}", "\N{HANGUL SYLLABLE HAN}", f"\N{EURO SIGN}{1}", r"\N{SPACE}")
for text in (rb"\N{SNOWMAN}", rb"\N{snowman}x", rb"\N{KEYCAP NUMBER SIGN}", rb"\N{", rb"\N{}", rb"\N", rb"\N{nothing}"):
    try:
        print(text, text.decode("unicode_escape"))
    except UnicodeDecodeError as e:
        print(text, e)
    print(ascii(text.decode("unicode_escape", "replace")), ascii(text.decode("unicode_escape", "ignore")))
print("é\u0301\U0001f600\x00\ud800\uac01\u4e01\ue000".encode("ascii", "namereplace"))
for code in (0xAC00, 0xD7A3, 0x4E00, 0x9FFF, 0x3400, 0x20000, 0x323AF, 0x323B0, 0xF900, 0xE000, 0x10FFFF):
    print(hex(code), unicodedata.name(chr(code), None), ucd_3_2_0.name(chr(code), None))
