"""Write damaged programs: `python3 scripts/mutate_sources.py SEED COUNT OUT.jsonl IN...`.

IN are files of scripts/collect_test_sources.py (.jsonl) or Python files, of which pieces are taken. Each program has one to
three mutations: a token deleted, doubled, replaced, inserted or swapped with its neighbour, a character lost or added, the rest cut off.
"""

import json
import random
import re
import sys

TOKEN = re.compile(r"[ \t]+|\n|[A-Za-z_]\w*|\d[\w.]*|\"\"\"|'''|[-+*/%@&|^<>=!:]=|->|\*\*|//|<<|>>|\.\.\.|.", re.S)
WORDS = """( ) [ ] { } , : ; . -> ... := = == != < > <= >= + - * ** / // % @ & | ^ ~ << >> += -= **= ! $ ? \\ ' " ''' \"\"\" f' f" rf'
b' u' # \n \n\n \t 0 1 0x 0777 1_000 1__0 1.5 1e 1j x y _ print exec match case type None True False and as assert async await break class
continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield
\u00e9 \u20ac \u00a0 \\\n""".split(" ")
WORDS = [word for part in WORDS for word in ([part] if part.strip() == "" else part.split("\n"))] + ["\n", "\n    ", " ", "  "]


def mutate(rng, source):
    tokens = TOKEN.findall(source)
    for _ in range(rng.choice((1, 1, 1, 2, 2, 3))):
        if not tokens:
            break
        i = rng.randrange(len(tokens))
        kind = rng.randrange(9)
        if kind == 0:
            del tokens[i]
        elif kind == 1:
            tokens.insert(i, tokens[i])
        elif kind == 2:
            tokens[i] = rng.choice(WORDS)
        elif kind in (3, 4):
            tokens.insert(i, rng.choice(WORDS))
        elif kind == 5 and i + 1 < len(tokens):
            tokens[i], tokens[i + 1] = tokens[i + 1], tokens[i]
        elif kind == 6:
            token = tokens[i]
            j = rng.randrange(len(token) + 1)
            tokens[i] = token[:j] + token[j + 1 :] if rng.random() < 0.5 else token[:j] + rng.choice("'\"{}()[]:=!,.\\#01ax \n") + token[j:]
        elif kind == 7:
            tokens[i] = rng.choice(tokens)
        elif rng.random() < 0.3:
            del tokens[i:]
    return "".join(tokens)


def pieces(rng, paths):
    for path in paths:
        if path.endswith(".jsonl"):
            for line in open(path):
                source, mode, flags = json.loads(line)
                if isinstance(source, str) and len(source) < 1500:
                    yield source, mode
        else:
            try:
                lines = open(path, encoding="utf-8").read().split("\n")
            except UnicodeDecodeError:
                continue
            starts = [i for i, line in enumerate(lines) if re.match(r"(def|class|async|if|for|with|try|while|match|@|\w+ =)", line)]
            for start in rng.sample(starts, min(len(starts), 6)):
                yield "\n".join(lines[start : start + rng.randrange(1, 25)]) + "\n", "exec"


def main():
    rng = random.Random(int(sys.argv[1]))
    seeds = list(dict.fromkeys(pieces(rng, sys.argv[4:])))
    with open(sys.argv[3], "w") as file:
        for _ in range(int(sys.argv[2])):
            source, mode = rng.choice(seeds)
            mode = rng.choice((mode, mode, mode, "exec", "single"))
            flags = 0x4200 if mode == "single" and rng.random() < 0.5 else 0
            source = mutate(rng, source)
            if "\x00" not in source and not re.search("[\ud800-\udfff]", source):
                file.write(json.dumps([source, mode, flags]) + "\n")


main()
