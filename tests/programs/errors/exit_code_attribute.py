# `code` can not be had: the exception itself is printed.
class Exit(SystemExit):
    @property
    def code(self): 1 / 0


raise Exit("text")
