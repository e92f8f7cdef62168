"""yield as an expression: send, throw, return values, yield from."""


def echo():
    received = []
    while len(received) < 3:
        received.append((yield len(received)))
    return received


g = echo()
print(next(g), g.send("a"), g.send("b"))
try:
    g.send("c")
except StopIteration as e:
    print(e.value)


def delegate():
    result = yield from echo()
    print("result", result)
    yield "after"


d = delegate()
print(next(d), d.send(1), d.send(2), d.send(3), next(d, "end"))


def catching():
    while True:
        try:
            yield "ready"
        except ValueError as e:
            print("caught", e)
        except GeneratorExit:
            print("closing")
            raise


c = catching()
next(c)
print(c.throw(ValueError("thrown")))
c.close()
print((lambda: [(yield), (yield 2)])().send(None))
print(list((lambda: (yield from "ab"))()), list(x for x in (lambda: (yield))()))


def bad_send():
    yield 1


try:
    bad_send().send(5)
except TypeError as e:
    print(e)


def stop_inside():
    yield 1
    raise StopIteration("leaks")


try:
    list(stop_inside())
except RuntimeError as e:
    print(e, repr(e.__cause__))


def again():
    yield next(me)


me = again()
try:
    next(me)
except ValueError as e:
    print(e)
