"""Builds strings: concatenation, join, slices, replace, formatting, case, padding, characters; check sums of what came out."""

WORDS = "the quick brown fox jumps over the lazy dog while seven wizards brew a potion of unusual colour".split()


def checksum(text):
    total = 0
    for ch in text:
        total = (total * 31 + ord(ch)) & 0xFFFFFFFF
    return total


def by_concatenation(n):
    text = ""
    for i in range(n):
        text += WORDS[i % len(WORDS)]
        text += " "
    return text


def by_join(n):
    return " ".join([WORDS[i % len(WORDS)] for i in range(n)])


def report(n):
    lines = []
    for i in range(n):
        word = WORDS[i % len(WORDS)]
        lines.append(f"{i:06d} {word:>10} {word.upper():<10} {i * 1.5:9.2f}")
        lines.append("%5d|%-8s|%x" % (i, word, i * 37))
        lines.append("{0}-{1}-{0}".format(word, i))
    return "\n".join(lines)


def caesar(text, shift):
    letters = []
    for ch in text:
        if "a" <= ch <= "z":
            letters.append(chr((ord(ch) - 97 + shift) % 26 + 97))
        else:
            letters.append(ch)
    return "".join(letters)


def palindromes(text):
    found = set()
    for centre in range(len(text)):
        for left, right in ((centre - 1, centre + 1), (centre, centre + 1)):
            while left >= 0 and right < len(text) and text[left] == text[right]:
                if right - left >= 2:
                    found.add(text[left : right + 1])
                left -= 1
                right += 1
    return found


def main():
    text = by_concatenation(200000)
    print(len(text), text == by_join(200000) + " ")
    page = report(100000)
    print(len(page), checksum(page[:1000000]))
    secret = caesar(text[:1000000], 7)
    print(checksum(secret), caesar(secret, 19) == text[:1000000])
    print(len(palindromes(text[:8000])), text.count("wizards"), text.replace("fox", "vixen").rfind("vixen"))
    stripped = [line.strip().title().swapcase().center(30, "*") for line in page.split("\n")]
    print("check", checksum("".join(stripped)[:1000000]))


main()
