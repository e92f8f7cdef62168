"""unicodedata.normalize and is_normalized: all characters alone and among others, Hangul, order of marks, identity, Unicode 3.2."""
import unicodedata
from unicodedata import ucd_3_2_0

FORMS = ("NFC", "NFD", "NFKC", "NFKD")


def checksum(database, form, start, end):
    total = 0
    for code in range(start, end):
        c = chr(code)
        for text in (c, "a" + c + "\u0327\u0301"):
            normal = database.normalize(form, text)
            total = (total * 31 + hash(normal) + database.is_normalized(form, text)) % 0xFFFFFFFFFFF
    return total


for form in FORMS:
    for database in (unicodedata, ucd_3_2_0):
        print(form, database.unidata_version, [checksum(database, form, *r) for r in ((0, 0x1200), (0x1B00, 0x3400), (0xAC00, 0xAE00), (0xF900, 0x10000), (0x11000, 0x11500), (0x1D100, 0x1D200), (0x2F800, 0x2FA20))])
for text in (
    "", "plain", "é", "e\u0301", "a\u0315\u0300\u05ae\u0062", "\u1100\u1161\u11a8", "\u1100\u1161\u11a7", "\u1100\u1161", "\u1161\u11a8", "\u0958", "\u2126\u212b", "\ufb01",
    "e\u0323\u0302", "\u09c7\u09be", "\u1e9b\u0323", "\uac00\u11a8", "\u0344", "\U0001d15e", "\U00011131\U00011127", "\u00a0\u1fee\u03d3", "x" * 30 + "\u0301" * 30, "\ufdfa" * 3,
):
    print(ascii(text))
    for database in (unicodedata, ucd_3_2_0):
        print("   ", *(ascii(database.normalize(form, text)) + str(int(database.is_normalized(form, text))) for form in FORMS))
for text in ("abc" * 2, "é" * 3, "e\u0301" * 2, "\uac00" * 2, "\u0301" * 2):
    print([database.normalize(form, text) is text for form in FORMS for database in (unicodedata, ucd_3_2_0)])
for args in (("NFX", "a"), ("NFX", ""), ("nfc", "é"), ("NFC",), (1, "a"), ("NFC", 1), ("NFC", "a", "b")):
    for function in (unicodedata.normalize, unicodedata.is_normalized):
        try:
            print(function(*args))
        except (TypeError, ValueError) as e:
            print(type(e).__name__, e)
