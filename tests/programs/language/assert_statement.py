"""assert: the message is looked at only when it fails."""


def message():
    print("asked for the message")
    return "the message"


assert True, message()
for condition in (0, "", None, [], 0.0):
    try:
        assert condition, message()
    except AssertionError as e:
        print(repr(condition), e.args)
try:
    assert 1 == 2
except AssertionError as e:
    print(e.args, repr(str(e)))
try:
    assert False, (1, 2)
except AssertionError as e:
    print(e.args)
print(__debug__)
AssertionError = ValueError
try:
    assert False, "the name does not matter"
except Exception as e:
    print(type(e).__name__)
