"""Exceptions: raised and caught on several levels, finally, else, chaining, with, exceptions as control flow, retries."""


class Problem(Exception):
    def __init__(self, code, detail=None):
        super().__init__(code)
        self.code = code
        self.detail = detail


class Retry(Problem):
    pass


class Fatal(Problem):
    pass


class Log:
    def __init__(self):
        self.events = {}

    def note(self, name):
        self.events[name] = self.events.get(name, 0) + 1


class Transaction:
    def __init__(self, log, swallow):
        self.log = log
        self.swallow = swallow

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        if kind is None:
            self.log.note("committed")
            return False
        self.log.note("rolled back " + kind.__name__)
        return issubclass(kind, self.swallow)


def fragile(n, attempt):
    if n % 3 == 0 and attempt < 2:
        raise Retry(n)
    if n % 17 == 0:
        raise Fatal(n, "seventeen")
    return 100 // (n % 5)


def persistent(n, log):
    attempt = 0
    while True:
        try:
            value = fragile(n, attempt)
        except Retry as problem:
            log.note("retry")
            attempt = attempt + 1 + problem.code % 2
        except ZeroDivisionError as error:
            raise Problem(n, "division") from error
        else:
            return value
        finally:
            log.note("attempt")


def nested(n, log):
    with Transaction(log, KeyError), Transaction(log, Fatal):
        try:
            return persistent(n, log)
        except Problem as problem:
            if problem.__cause__ is not None:
                return {}[n]
            raise
    return -1


def lookup(table, keys):
    missing = 0
    for key in keys:
        try:
            table[key]
        except KeyError:
            missing += 1
            table[key] = missing
    return missing


def deep(n):
    if n == 0:
        raise Problem(42)
    try:
        deep(n - 1)
    finally:
        n += 1


def attributes(count):
    class Empty:
        pass

    found = 0
    for i in range(count):
        empty = Empty()
        if i % 3:
            empty.value = i
        try:
            found += empty.value & 1
        except AttributeError:
            found += 2
    return found


def main():
    log = Log()
    total = 0
    for n in range(150000):
        total += nested(n, log)
    for name in sorted(log.events):
        print(name, log.events[name])
    depth = 0
    for i in range(3500):
        try:
            deep(60 + i % 10)
        except Problem as problem:
            traceback = problem.__traceback__
            while traceback is not None:
                depth += 1
                traceback = traceback.tb_next
    print("check", total, depth, lookup({}, [i * i % 10007 for i in range(100000)]), attributes(200000))


main()
