"""Strings: concatenation, join, split, slices, search, replace, formatting in three ways, conversion, encoding."""
import time


def best(name, count, function, *args, times=7):
    """Prints the shortest time of `times` runs of function(count, *args), in nanoseconds for each of `count`."""
    shortest = 1e9
    for _ in range(times):
        start = time.perf_counter()
        function(count, *args)
        shortest = min(shortest, time.perf_counter() - start)
    print("%s %.2f" % (name, shortest / count * 1e9))


WORDS = ["word%d" % i for i in range(1000)]
TEXT = " ".join(WORDS)
LONG = TEXT * 20


def concatenate(n):
    text = ""
    for _ in range(n):
        text += "x"


def concatenate_short(n):
    a, b = "left", "right"
    for _ in range(n):
        a + b


def join(n):
    words = WORDS
    for _ in range(n // 1000):
        " ".join(words)


def split(n):
    for _ in range(n // 1000):
        TEXT.split()


def split_at(n):
    for _ in range(n // 1000):
        TEXT.split(" ")


def characters(n):
    for _ in LONG[:n]:
        pass


def index(n):
    text = TEXT
    for i in range(n):
        text[i & 1023]


def slices(n):
    text = TEXT
    for i in range(n):
        text[i & 1023 : (i & 1023) + 10]


def find(n):
    for _ in range(n):
        TEXT.find("word99 ")


def replace(n):
    for _ in range(n // 1000):
        TEXT.replace("word", "w")


def percent(n):
    for i in range(n):
        "%d of %s" % (i, "many")


def format_method(n):
    for i in range(n):
        "{} of {}".format(i, "many")


def f_string(n):
    for i in range(n):
        f"{i} of {n}"


def f_string_spec(n):
    x = 3.14159
    for i in range(n):
        f"{i:06d} {x:8.3f}"


def number_to_text(n):
    for i in range(n):
        str(i * 1234567)


def text_to_number(n):
    for _ in range(n):
        int("1234567")


def float_to_text(n):
    x = 1.1
    for _ in range(n):
        x += 0.1
        repr(x)


def text_to_float(n):
    for _ in range(n):
        float("3.14159")


def case(n):
    for _ in range(n):
        "Some Words".lower()


def strip(n):
    for _ in range(n):
        "  words  ".strip()


def compare(n):
    a, b = "some words", "some wordy"
    for _ in range(n):
        a < b


def equal(n):
    a, b = "".join(["some", "words"]), "".join(["some", "words"])
    for _ in range(n):
        a == b


def hashes(n):
    for i in range(n):
        hash("x" + TEXT[i & 255 : (i & 255) + 8])


def encode(n):
    for _ in range(n):
        "some words \u00e9".encode()


def decode(n):
    for _ in range(n):
        b"some words \xc3\xa9".decode()


def wide(n):
    text = "\u20ac\u00e9a" * 10
    for _ in range(n):
        text[3:20] + text


best("+= one character", 300000, concatenate)
best("+ of two short ones", 500000, concatenate_short)
best("join, for each of 1000", 500000, join)
best("split(), for each of 1000", 300000, split)
best("split(' '), for each of 1000", 300000, split_at)
best("for over characters", 150000, characters)
best("index", 500000, index)
best("slice of 10", 300000, slices)
best("find at 700", 200000, find)
best("replace, for each of 1000", 300000, replace)
best("% of int and str", 200000, percent)
best("format() of int and str", 200000, format_method)
best("f-string of two ints", 300000, f_string)
best("f-string with specs", 200000, f_string_spec)
best("str(int)", 300000, number_to_text)
best("int(str)", 300000, text_to_number)
best("repr(float)", 200000, float_to_text)
best("float(str)", 300000, text_to_float)
best("lower()", 300000, case)
best("strip()", 300000, strip)
best("<", 500000, compare)
best("== of equal ones", 500000, equal)
best("made and hashed", 300000, hashes)
best("encode to UTF-8", 300000, encode)
best("decode from UTF-8", 300000, decode)
best("slice and + of a wide one", 300000, wide)
