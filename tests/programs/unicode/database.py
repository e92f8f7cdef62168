"""unicodedata: every property of every character, as checksums of planes; values and errors of single ones."""
import unicodedata
from unicodedata import ucd_3_2_0


def checksum(function, start, end):
    total = 0
    for code in range(start, end):
        value = function(chr(code))
        if value not in (None, "", 0, "Cn"):
            total = (total * 31 + code * 7 + hash(value)) % 0xFFFFFFFFFFF
    return total


# Planes 3 to 13 are nearly empty, planes 15 and 16 private.
RANGES = [(0, 0x3400), (0xA000, 0xAC00), (0xF900, 0x12550), (0x16800, 0x18800), (0x1B000, 0x1FC00), (0x2F800, 0x2FA20), (0xE0000, 0xE0200)]
for name in ("category", "bidirectional", "combining", "mirrored", "east_asian_width", "decomposition"):
    for database in (unicodedata, ucd_3_2_0):
        print(name, database.unidata_version, [checksum(getattr(database, name), *r) for r in RANGES])
for name in ("decimal", "digit", "numeric", "name"):
    for database in (unicodedata, ucd_3_2_0):
        function = getattr(database, name)
        print(name, database.unidata_version, [checksum(lambda c: function(c, None), *r) for r in RANGES])
for character in ("A", "\u0300", "\u05d0", "½", "\u3042", "\uac00", "\u4e00", "\U0001f600", "\U000e0001", "\u0378", "\x00", "(", "\u2460"):
    print(ascii(character), [getattr(unicodedata, name)(character) for name in ("category", "bidirectional", "combining", "mirrored", "east_asian_width", "decomposition")])
    print("    ", [getattr(database, name)(character, None) for name in ("decimal", "digit", "numeric", "name") for database in (unicodedata, ucd_3_2_0)])
for function, *args in [
    (unicodedata.name,), (unicodedata.name, "ab"), (unicodedata.name, 1), (unicodedata.name, ""), (unicodedata.name, "\0"),
    (unicodedata.name, "a", 1, 2), (unicodedata.decimal, "a"), (unicodedata.digit, "a"), (unicodedata.numeric, "a"), (unicodedata.category, "ab"),
    (unicodedata.mirrored, b"a"), (unicodedata.UCD,), (ucd_3_2_0.name, "\u0221"), (ucd_3_2_0.combining, "xx"), (ucd_3_2_0.decimal, "\u00b2", None),
]:
    try:
        print(function(*args))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
