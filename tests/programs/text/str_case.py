"""Case methods of str over Latin, special casing, title case, final sigma; casefold."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

texts = ("", "abc", "ABC", "aBc dEf", "straße", "ŉ", "ǆ Ǆ ǅ", "ΑΣ ΑΣΑ Σ", "İi ıI", "ﬁﬂ", "1a", "'tis don't", "éÉ", "\U00010400\U00010428", "ῼᾳ", "x\u0345")
for t in texts:
    print(ascii(t), [ascii(getattr(t, m)()) for m in ("lower", "upper", "title", "capitalize", "swapcase", "casefold")])
    print("  ", [getattr(t, m)() for m in ("islower", "isupper", "istitle", "isalpha", "isalnum", "isascii", "isdecimal", "isdigit", "isnumeric", "isidentifier", "isprintable", "isspace")])
for code in range(0x250):
    c = chr(code)
    if c.lower() != c or c.upper() != c:
        print(ascii(c.lower() + c.upper() + c.title() + c.casefold()), end="")
print()
