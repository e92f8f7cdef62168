"""Records the properties of all characters from a real CPython 3.13 and writes them as compact tables for the runtime.

usage: python3.13 scripts/record-unicode.py > src/runtime/builtin-types/unicode-tables.generated.ts

Every property is asked of the interpreter (methods of str, exported C functions, unicodedata), none is read from the
Unicode files. Three two-level tables come out, each "block number of ch >> SHIFT, then entry of the block":
flags and digit values; case mappings; and one list of runs for numeric values.
"""
import ctypes
import struct
import sys
import unicodedata

assert sys.version_info[:2] == (3, 13), sys.version

api = ctypes.pythonapi
LAST = 0x110000
SIGMA = "\u03a3"

ALPHA, DECIMAL, DIGIT, LOWER, LINEBREAK, SPACE, TITLE, UPPER = (1 << i for i in range(8))
XID_START, XID_CONTINUE, PRINTABLE, NUMERIC, CASE_IGNORABLE, CASED = (1 << i for i in range(8, 14))


def flags_of(i):
    c = chr(i)
    final_after_letter = ("a" + c + SIGMA).lower()[-1] == "\u03c2"
    final_alone = (c + SIGMA).lower()[-1] == "\u03c2"
    tests = (
        (ALPHA, c.isalpha()),
        (DECIMAL, c.isdecimal()),
        (DIGIT, c.isdigit()),
        (LOWER, api._PyUnicode_IsLowercase(i)),
        (LINEBREAK, len(("a" + c + "b").splitlines()) == 2),
        (SPACE, c.isspace()),
        (TITLE, api._PyUnicode_IsTitlecase(i)),
        (UPPER, api._PyUnicode_IsUppercase(i)),
        (XID_START, c.isidentifier()),
        (XID_CONTINUE, ("a" + c).isidentifier()),
        (PRINTABLE, c.isprintable()),
        (NUMERIC, c.isnumeric()),
        (CASED, final_alone),
        (CASE_IGNORABLE, final_after_letter and not final_alone),
    )
    return sum(flag for flag, yes in tests if yes)


def digit_of(i):
    return unicodedata.digit(chr(i), 0)


def case_of(i):
    """(simple lower, upper, title as deltas, full lower, upper, title, folded as tuples of code points)"""
    c = chr(i)
    simple = tuple(f(i) - i for f in (api._PyUnicode_ToLowercase, api._PyUnicode_ToUppercase, api._PyUnicode_ToTitlecase))
    full = tuple(tuple(map(ord, s)) for s in (c.lower(), c.upper(), c.title(), c.casefold()))
    return simple, full


def two_levels(values, width):
    """The smallest (shift, blocks, entries) for a list of small numbers."""
    best = None
    for shift in range(4, 10):
        size = 1 << shift
        index, blocks, seen = [], [], {}
        for start in range(0, len(values), size):
            block = tuple(values[start : start + size])
            block += (0,) * (size - len(block))
            if block not in seen:
                seen[block] = len(blocks)
                blocks.append(block)
            index.append(seen[block])
        index_width = 1 if len(blocks) <= 256 else 2
        total = len(index) * index_width + len(blocks) * size * width
        if best is None or total < best[0]:
            best = (total, shift, index, index_width, [x for b in blocks for x in b])
    return best


def emit(name, numbers, width, comment):
    """One constant: the address of little-endian data."""
    fmt = {1: "B", 2: "H", 4: "I", 8: "d"}[width]
    data = b"".join(struct.pack("<" + fmt, x) for x in numbers)
    data += bytes(-len(data) % 8)
    words = struct.unpack("<%dQ" % (len(data) // 8), data)
    print(f"\n/** {comment} */")
    print(f"export const {name}: usize = memory.data<u64>([")
    line = " "
    for word in words:
        item = " %s," % (hex(word) if word > 9 else word)
        if len(line) + len(item) > 118:
            print(line)
            line = " "
        line += item
    if line.strip():
        print(line)
    print("], 8);")
    return len(data)


def numeric_runs():
    """(first character, length, value of the first), the values going up by one."""
    runs = []
    for i in range(LAST):
        value = unicodedata.numeric(chr(i), None)
        if value is None:
            continue
        if runs and runs[-1][0] + runs[-1][1] == i and runs[-1][2] + runs[-1][1] == value:
            runs[-1][1] += 1
        else:
            runs.append([i, 1, value])
    return runs


def main():
    flags = [flags_of(i) for i in range(LAST)]
    records = sorted({(f, digit_of(i)) for i, f in enumerate(flags)}, key=lambda r: (r[0] != 0, r))
    number = {r: k for k, r in enumerate(records)}
    last = LAST
    while flags[last - 1] == 0:
        last -= 1
    index = [number[f, digit_of(i)] for i, f in enumerate(flags[:last])]
    assert records[0] == (0, 0) and len(records) <= 256

    extended = [0]
    positions = {}
    case_records = [(0, 0, 0, 0)]
    case_number = {case_records[0]: 0}
    case_index = []
    for i in range(LAST):
        simple, full = case_of(i)
        plain = tuple((i + simple[k],) for k in range(3)) + ((i + simple[0],),)
        special = 0
        # A full mapping that differs from the simple one stands in the extended table:
        # count of each of lower, upper, title, folded, then their characters.
        if full != plain:
            if full not in positions:
                positions[full] = len(extended)
                extended.append(sum(len(s) << (4 * k) for k, s in enumerate(full)))
                extended.extend(ch for s in full for ch in s)
            special = positions[full]
        record = simple + (special,)
        if record not in case_number:
            case_number[record] = len(case_records)
            case_records.append(record)
        case_index.append(case_number[record])
    last_cased = max(i for i in range(LAST) if case_index[i]) + 1

    print("/**")
    print(" * Generated by scripts/record-unicode.py from CPython %s (Unicode %s); do not edit."
          % (sys.version.split()[0], unicodedata.unidata_version))
    print(" */")
    total = 0
    print("\n/** Characters from here on have no flags. */\nexport const FLAGS_END: u32 = %d;" % last)
    _, shift, blocks, width, entries = two_levels(index, 1)
    print("export const FLAGS_SHIFT: u32 = %d;\nexport const FLAGS_BLOCK_BYTES: u32 = %d;" % (shift, width))
    total += emit("FLAGS_BLOCKS", blocks, width, "Block of ch >> FLAGS_SHIFT.")
    total += emit("FLAGS_ENTRIES", entries, 1, "Record of a character.")
    total += emit("FLAGS_RECORDS", [f | d << 16 for f, d in records], 4, "Flags, and the value of a digit << 16.")

    print("\n/** Characters from here on have no case. */\nexport const CASE_END: u32 = %d;" % last_cased)
    case_width = 1 if len(case_records) <= 256 else 2
    _, shift, blocks, width, entries = two_levels(case_index[:last_cased], case_width)
    print("export const CASE_SHIFT: u32 = %d;\nexport const CASE_BLOCK_BYTES: u32 = %d;" % (shift, width))
    print("export const CASE_ENTRY_BYTES: u32 = %d;" % case_width)
    total += emit("CASE_BLOCKS", blocks, width, "Block of ch >> CASE_SHIFT.")
    total += emit("CASE_ENTRIES", entries, case_width, "Record of a character.")
    total += emit("CASE_RECORDS", [x & 0xFFFFFFFF for r in case_records for x in r], 4,
                  "Differences to the lower, upper and title case, then the place in CASE_EXTENDED or 0.")
    total += emit("CASE_EXTENDED", extended, 4,
                  "Full mappings: four counts of 4 bits (lower, upper, title, folded), then the characters.")

    runs = numeric_runs()
    values = sorted({v for _, _, v in runs})
    print("\nexport const NUMERIC_RUNS_COUNT: i32 = %d;" % len(runs))
    total += emit("NUMERIC_RUNS", [x for c, n, v in runs for x in (c << 8 | n, values.index(v))], 4,
                  "Pairs, sorted: first character << 8 | length; place in NUMERIC_VALUES of the first, the next go up by one.")
    total += emit("NUMERIC_VALUES", values, 8, "Values of characters.")
    print(f"{total} bytes of tables, {len(records)} + {len(case_records)} records", file=sys.stderr)


main()
