"""The first depth at which native recursion ends, found by bisection, and what the error says."""


def first_failure(attempt, low=1, high=12000):
    message = None
    while low < high:
        middle = (low + high) // 2
        try:
            attempt(middle)
        except RecursionError as error:
            high, message = middle, str(error)
        else:
            low = middle + 1
    return low, message


def nested(kind, depth):
    value = kind()
    for _ in range(depth):
        value = kind([value])
    return value


def nested_dict(depth):
    value = {}
    for _ in range(depth):
        value = {1: value}
    return value


def nested_classes(depth):
    value = int
    for _ in range(depth):
        value = (value,)
    return value


def nested_group(depth):
    value = ValueError()
    for _ in range(depth):
        value = ExceptionGroup("", [value])
    return value


def catch(group):
    try:
        try:
            raise group
        except* TypeError:
            pass
    except ExceptionGroup:
        pass


for kind in list, tuple:
    print(kind.__name__)
    print("repr", first_failure(lambda n: repr(nested(kind, n))))
    print("str", first_failure(lambda n: str(nested(kind, n))))
    print("==", first_failure(lambda n: nested(kind, n) == nested(kind, n)))
    print("<", first_failure(lambda n: nested(kind, n) < nested(kind, n)))
    print("in", first_failure(lambda n: nested(kind, n) in [nested(kind, n)]))
print("dict repr", first_failure(lambda n: repr(nested_dict(n))))
print("dict ==", first_failure(lambda n: nested_dict(n) == nested_dict(n)))
print("isinstance", first_failure(lambda n: isinstance(1.0, nested_classes(n))))
print("issubclass", first_failure(lambda n: issubclass(float, nested_classes(n))))
print("except*", first_failure(lambda n: catch(nested_group(n))))
print("split", first_failure(lambda n: nested_group(n).split(TypeError)))
