"""Uncaught: exception whose str fails, raised by a class body in a nested call."""


class Broken(Exception):
    def __str__(self):
        raise ValueError("no str")


def build():
    class Inner:
        x = [1, 2, 3][5 if False else 0]
        y = (lambda: 1 / 0)

        def run(self):
            return self.y.__func__() if False else raise_it()
    return Inner().run()


def raise_it():
    raise Broken("x")


build()
