"""A tokenizer of a C-like language driven by tables of characters, with indentation of the result and statistics by kind."""

SOURCE = '''
/* A comment that goes
   over lines */
int main(int argc, char **argv) {
    double total = 0.5e-3;  // the sum
    for (int i = 0; i < argc; ++i) {
        if (argv[i] != "text with \\"quotes\\"" && total <= 1e10) {
            total += measure(argv[i], 0x1F, 'c') * 3.25;
        } else {
            while (i-- > 0) { total -= i ? i << 2 : ~i; }
        }
    }
    return total == 0 ? 1 : 0;
}
'''
KEYWORDS = frozenset("int double char for if else while return".split())
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_")
DIGITS = frozenset("0123456789")
NAME_CHARS = LETTERS | DIGITS
NUMBER_CHARS = DIGITS | frozenset(".xXabcdefABCDEF")
OPERATORS = sorted("<<= >>= << >> <= >= == != && || ++ -- += -= *= < > = + - * / % ! ~ & | ^ ? : ; , ( ) [ ] { } .".split(), key=len, reverse=True)
BY_FIRST = {}
for _operator in OPERATORS:
    BY_FIRST.setdefault(_operator[0], []).append(_operator)


class Token:
    __slots__ = ("kind", "text", "line", "column")

    def __init__(self, kind, text, line, column):
        self.kind = kind
        self.text = text
        self.line = line
        self.column = column

    def __repr__(self):
        return f"{self.kind}:{self.text!r}@{self.line}:{self.column}"


class Tokenizer:
    def __init__(self, source):
        self.source = source
        self.at = 0
        self.line = 1
        self.line_start = 0

    def __iter__(self):
        return self

    def __next__(self):
        source = self.source
        while self.at < len(source):
            ch = source[self.at]
            if ch == "\n":
                self.at += 1
                self.line += 1
                self.line_start = self.at
            elif ch == " ":
                self.at += 1
            elif source.startswith("//", self.at):
                self.at = source.index("\n", self.at)
            elif source.startswith("/*", self.at):
                self.skip_comment()
            else:
                return self.token(ch)
        raise StopIteration

    def skip_comment(self):
        end = self.source.index("*/", self.at) + 2
        self.line += self.source.count("\n", self.at, end)
        self.at = end

    def token(self, ch):
        if ch in LETTERS:
            text = self.run(NAME_CHARS)
            return self.make("keyword" if text in KEYWORDS else "name", text)
        if ch in DIGITS:
            return self.make("number", self.number())
        if ch in "\"'":
            return self.make("string" if ch == '"' else "char", self.quoted(ch))
        for operator in BY_FIRST[ch]:
            if self.source.startswith(operator, self.at):
                return self.make("operator", operator)
        raise ValueError(ch)

    def make(self, kind, text):
        token = Token(kind, text, self.line, self.at - self.line_start + 1)
        self.at += len(text)
        return token

    def run(self, chars):
        source = self.source
        end = self.at + 1
        while source[end] in chars:
            end += 1
        return source[self.at : end]

    def number(self):
        text = self.run(NUMBER_CHARS)
        end = self.at + len(text)
        if text[-1] == "e" and self.source[end] in "+-":
            text += self.source[end]
            end += 1
            while self.source[end] in DIGITS:
                text += self.source[end]
                end += 1
        return text

    def quoted(self, quote):
        end = self.at + 1
        while self.source[end] != quote:
            end += 2 if self.source[end] == "\\" else 1
        return self.source[self.at : end + 1]


def main():
    tokens = list(Tokenizer(SOURCE * 2500))
    kinds = {}
    for token in tokens:
        kinds[token.kind] = kinds.get(token.kind, 0) + 1
    print(kinds)
    print(tokens[10], tokens[-1])
    depth = deepest = 0
    lines = {}
    for token in tokens:
        depth += (token.text == "{") - (token.text == "}")
        deepest = max(deepest, depth)
        lines.setdefault(token.line, []).append(token.text)
    text = "\n".join(" ".join(lines[line]) for line in sorted(lines))
    again = [token.text for token in Tokenizer(text + "\n")]
    print("check", len(tokens), deepest, again == [token.text for token in tokens], len(text))


main()
