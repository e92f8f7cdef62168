"""Counts the words of a text of our own making: split, strip, lower, dict counts, n-grams, an index, an anagram table."""

SYLLABLES = "ba be bi bo bu ka ke ki ko ku la le li lo lu na ne ni no nu ra re ri ro ru sa se si so su".split()
MARKS = ["", "", "", "", ",", ".", ";", "!"]


def text(words):
    seed = 4711
    parts = []
    for i in range(words):
        seed = (seed * 69069 + 7) & 0xFFFFFFFF
        length = 1 + (seed >> 20) % 3
        word = ""
        for k in range(length):
            word += SYLLABLES[(seed >> (3 * k + 5)) % 7 * (1 + (seed >> 28) % 4) % 30]
        if seed >> 12 & 15 == 0:
            word = word.capitalize()
        parts.append(word + MARKS[seed >> 9 & 7])
        if i % 12 == 11:
            parts.append("\n")
    return " ".join(parts)


def words_of(source):
    for line in source.splitlines():
        for word in line.split():
            word = word.strip(",.;!").lower()
            if word:
                yield word


def main():
    source = text(300000)
    words = list(words_of(source))
    counts = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    ranking = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    print(len(words), len(counts), ranking[:4])
    pairs = {}
    for a, b in zip(words, words[1:]):
        pairs[a, b] = pairs.get((a, b), 0) + 1
    print(len(pairs), max(pairs.items(), key=lambda item: (item[1], item[0])))
    index = {}
    for number, line in enumerate(source.splitlines()):
        for word in set(line.lower().split()):
            index.setdefault(word, []).append(number)
    print(len(index), sum(len(lines) for lines in index.values()))
    anagrams = {}
    for word in counts:
        anagrams.setdefault("".join(sorted(word)), set()).add(word)
    print(max(len(group) for group in anagrams.values()))
    letters = {}
    for ch in source:
        letters[ch] = letters.get(ch, 0) + 1
    print("check", sorted(letters.items(), key=lambda item: -item[1])[:5])


main()
