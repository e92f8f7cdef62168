# A SystemExit whose argument has no text.
class Broken:
    def __str__(self): 1 / 0


raise SystemExit(Broken())
