"""Texts put together: join, +=, repetition, padding, and what they refuse."""
text = ""
for i in range(5):
    text += str(i) * i
print(text, ", ".join(map(str, range(4))), "".join(reversed("abc")), "-" * 5, 3 * "ab")
print("é".join("abc"), "€".join(["a", "🐍"]), "".join([]), "x".join(["only"]), "ab".join("12"))
print(f"{'left':<8}|{'right':>8}|{'mid':^8}|{'fill':*^8}|", "tab\tstop".expandtabs(8), "7".zfill(3), "-7".zfill(4))
parts = []
for word in "the quick brown fox".split():
    parts.append(word.capitalize())
print(" ".join(parts), " ".join(parts).swapcase(), len(" ".join(parts)))
for bad in (lambda: ",".join([1]), lambda: ",".join(5), lambda: "a" + 1, lambda: "a" * "b", lambda: "a" + b"b", lambda: "".join(["a", None])):
    try:
        print(bad())
    except TypeError as e:
        print(e)
