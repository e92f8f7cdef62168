"""Writes and reads JSON in pure Python: dispatch on type, escapes, nesting, numbers; a round trip of a generated document."""

ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
UNESCAPES = {'"': '"', "\\": "\\", "n": "\n", "t": "\t", "r": "\r", "/": "/"}


def quoted(text):
    out = ['"']
    for ch in text:
        if ch in ESCAPES:
            out.append(ESCAPES[ch])
        elif " " <= ch <= "~":
            out.append(ch)
        else:
            out.append("\\u%04x" % ord(ch))
    out.append('"')
    return "".join(out)


def encode(value, out):
    if value is None:
        out("null")
    elif value is True:
        out("true")
    elif value is False:
        out("false")
    elif isinstance(value, str):
        out(quoted(value))
    elif isinstance(value, (int, float)):
        out(repr(value))
    elif isinstance(value, (list, tuple)):
        out("[")
        for i, item in enumerate(value):
            if i:
                out(", ")
            encode(item, out)
        out("]")
    elif isinstance(value, dict):
        out("{")
        first = True
        for key, item in value.items():
            if not first:
                out(", ")
            first = False
            out(quoted(key))
            out(": ")
            encode(item, out)
        out("}")
    else:
        raise TypeError("cannot encode " + type(value).__name__)


class Decoder:
    def __init__(self, text):
        self.text = text
        self.at = 0

    def skip(self):
        text = self.text
        at = self.at
        while text[at] in " \n\t":
            at += 1
        self.at = at
        return text[at]

    def value(self):
        ch = self.skip()
        if ch == "{":
            return self.object()
        if ch == "[":
            return self.array()
        if ch == '"':
            return self.string()
        for name, value in (("null", None), ("true", True), ("false", False)):
            if self.text.startswith(name, self.at):
                self.at += len(name)
                return value
        return self.number()

    def object(self):
        self.at += 1
        result = {}
        while self.skip() != "}":
            key = self.string()
            if self.skip() != ":":
                raise ValueError("no colon at %d" % self.at)
            self.at += 1
            result[key] = self.value()
            if self.skip() == ",":
                self.at += 1
                self.skip()
        self.at += 1
        return result

    def array(self):
        self.at += 1
        result = []
        while self.skip() != "]":
            result.append(self.value())
            if self.skip() == ",":
                self.at += 1
        self.at += 1
        return result

    def string(self):
        parts = []
        at = self.at + 1
        text = self.text
        while True:
            start = at
            while text[at] != '"' and text[at] != "\\":
                at += 1
            parts.append(text[start:at])
            if text[at] == '"':
                self.at = at + 1
                return "".join(parts)
            ch = text[at + 1]
            if ch == "u":
                parts.append(chr(int(text[at + 2 : at + 6], 16)))
                at += 6
            else:
                parts.append(UNESCAPES[ch])
                at += 2

    def number(self):
        start = self.at
        while self.text[self.at] in "+-.0123456789e":
            self.at += 1
        token = self.text[start : self.at]
        return float(token) if "." in token or "e" in token else int(token)


def document(n):
    return {
        "title": 'A "document"\nof %d parts' % n,
        "parts": [
            {
                "id": i,
                "name": "part-%d \u00e9\u20ac" % i,
                "ratio": i / 7,
                "tags": ["tag%d" % (i % k) for k in range(1, 6)],
                "ok": i % 3 == 0,
                "parent": None if i % 4 else {"id": i // 4, "path": ["root", str(i)]},
            }
            for i in range(n)
        ],
    }


def main():
    total = 0
    for size in (3000, 4000, 6000):
        original = document(size)
        parts = []
        encode(original, parts.append)
        text = "".join(parts)
        decoded = Decoder(text + " ").value()
        assert decoded == original
        total += len(text)
    print("check", total, decoded["parts"][-1]["name"] == "part-5999 \u00e9\u20ac")


main()
