"""Write the Unicode tables of the compiler as CPython 3.13 (Unicode 15.1) has them.

`python3 scripts/unicode-tables.py` (CPython 3.13) writes src/bytecode/unicode-ranges.ts (identifier and printable
characters) and src/compiler/unicode-names.bin (the names that `\\N{...}` knows). Formats: see unicode-identifiers.ts
and unicode-names.ts. Aliases are taken from Perl's copy of the Unicode database and kept where CPython knows them.
"""

import glob
import re
import struct
import sys
import unicodedata

assert sys.version_info[:2] == (3, 13), "the tables belong to CPython 3.13"
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def base36(number):
    text = ""
    while True:
        number, digit = divmod(number, 36)
        text = DIGITS[digit] + text
        if number == 0:
            return text


def ranges(belongs):
    """The characters beyond ASCII as alternating lengths: so many outside, so many inside, ..."""
    lengths, inside, since = [], False, 128
    for code in range(128, 0x110001):
        now = code < 0x110000 and belongs(code)
        if now != inside:
            lengths.append(code - since)
            inside, since = now, code
    return ",".join(base36(length) for length in lengths)


def write_ranges():
    tables = {
        "identifierStarts": ("What may begin an identifier.", lambda code: chr(code).isidentifier()),
        "identifierParts": ("What may continue an identifier.", lambda code: ("a" + chr(code)).isidentifier()),
        "printables": ("`str.isprintable` of one character.", lambda code: chr(code).isprintable()),
    }
    with open("src/bytecode/unicode-ranges.ts", "w") as file:
        file.write(
            "/**\n * Character properties of Unicode 15.1 as CPython 3.13 has them; engines differ in their Unicode version.\n"
            " *\n * Written by scripts/unicode-tables.py. Each table lists the characters beyond ASCII as lengths in base 36: so\n"
            " * many outside from U+0080 on, so many inside, so many outside, and so on.\n */\n"
        )
        for name, (comment, belongs) in tables.items():
            file.write(f"\n/** {comment} */\n// biome-ignore format: one line is smaller\nexport const {name} = \"{ranges(belongs)}\";\n")


def aliases():
    text = "".join(open(path).read() for path in glob.glob("/usr/share/perl/*/unicore/Name.pl"))
    found = {}
    for code, name in re.findall(r"^([0-9A-F]{4,6})\n([^\n]+)$", text, re.M):
        try:
            character = unicodedata.lookup(name)
        except KeyError:
            continue
        if character == chr(int(code, 16)) and unicodedata.name(character, "") != name:
            found[name] = ord(character)
    return found


def varint(number):
    encoded = bytearray()
    while number >= 0x80:
        encoded.append(number & 0x7F | 0x80)
        number >>= 7
    encoded.append(number)
    return bytes(encoded)


def sequences():
    """Names of sequences of characters: {name: text}."""
    text = "".join(open(path).read() for path in glob.glob("/usr/share/perl/*/unicore/Name.pl"))
    found = {}
    for codes, name in re.findall(r"^([0-9A-F]{4,6}(?: [0-9A-F]{4,6})+)\n([^\n]+)$", text, re.M):
        characters = "".join(chr(int(code, 16)) for code in codes.split())
        if unicodedata.lookup(name) == characters:
            found[name] = characters
    return found


def write_names():
    names = []
    for code in range(0x110000):
        name = unicodedata.name(chr(code), "")
        if name and not re.match(r"CJK UNIFIED IDEOGRAPH-|HANGUL SYLLABLE ", name):
            names.append((code, name))
    other = sorted((code, name) for name, code in aliases().items())
    texts = sorted(sequences().items())
    print(len(names), "names,", len(other), "aliases,", len(texts), "sequences")
    counts = {}
    for _, name in names + other + [(None, name) for name, _ in texts]:
        for word in name.split(" "):
            counts[word] = counts.get(word, 0) + 1
    words = sorted(counts, key=lambda word: (-counts[word], word))
    index = {word: number for number, word in enumerate(words)}

    def packed(name):
        parts = name.split(" ")
        return varint(len(parts)) + b"".join(varint(index[part]) for part in parts)

    text = "\n".join(words).encode()
    body = bytearray()
    for entries in names, other:
        previous = 0
        for code, name in entries:
            body += varint(code - previous) + packed(name)
            previous = code
    for name, characters in texts:
        body += packed(name) + varint(len(characters)) + b"".join(varint(ord(c)) for c in characters)
    with open("src/compiler/unicode-names.bin", "wb") as file:
        file.write(struct.pack("<IIII", len(text), len(names), len(other), len(texts)) + text + body)
    print(16 + len(text) + len(body), "bytes")


write_ranges()
write_names()


SINGLE_BYTE = (
    "cp437 cp850 cp866 cp1250 cp1251 cp1252 cp1253 cp1254 cp1257 iso8859_2 iso8859_5 iso8859_7 iso8859_9 iso8859_15 koi8_r "
    "koi8_u mac_roman"
).split()


def write_single_byte_encodings():
    import json
    from encodings.aliases import aliases as codec_aliases

    with open("src/compiler/single-byte-encodings.ts", "w") as file:
        file.write(
            "/**\n * The upper halves of common single-byte encodings, as Python's codecs have them. Written by scripts/unicode-tables.py.\n"
            " *\n * Each name stands for 128 characters, U+FFFD where the byte means nothing. TextDecoder is no substitute: it knows\n"
            " * other tables under these names (Node 20 reads windows-1252 as Latin-1).\n */\n"
            "// biome-ignore format: one line each\nexport const singleByteEncodings: Record<string, string> = {\n"
        )
        for name in SINGLE_BYTE:
            file.write(f"  {name}: {json.dumps(bytes(range(128, 256)).decode(name, 'replace'))},\n")
        file.write("};\n\n/** Other names of these encodings, in lower case with underscores. */\n// biome-ignore format: a table\n")
        file.write("export const singleByteAliases: Record<string, string> = {\n")
        for alias, name in sorted(codec_aliases.items()):
            if name in SINGLE_BYTE:
                file.write(f'  {json.dumps(alias)}: "{name}",\n')
        file.write("};\n")


write_single_byte_encodings()
