class Code:
    def __str__(self):
        return "an object as exit code"


raise SystemExit(Code())
