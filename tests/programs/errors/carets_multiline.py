# Code that spans lines: which lines are shown, and where the carets go.
import sys


def show(f):
    try:
        f()
    except Exception as e:
        sys.excepthook(type(e), e, e.__traceback__.tb_next)


def nothing(*args, **kwargs): raise ValueError("nothing")


def operator():
    return (1 +
            2 /
            0)

def operator_below():
    return (1
            /
            0)

def operands():
    return (
        nothing(
            1,
        )
        +
        2
    )

def long_call():
    nothing(
        1,
        2,
        3,
        4,
        5,
        6,
    )

def long_call_assigned():
    value = nothing(
        1,
        2,
        3,
        4,
    )

def long_call_assigned_to_two():
    a = b = nothing(
        1,
        2,
        3,
        4,
    )

def call_in_the_middle():
    value = [1, nothing(
        1,
        2,
        3), 4]

def call_with_comment():
    nothing  (  # ( not this one
        1,
        # nor this (
        2)

def backslash():
    return 1 \
        / \
        0

def subscript():
    return {
        "a": 1,
        "b": 2,
    }[
        "c"
    ]

def text():
    return nothing("""
first
  second
""", 1)

def text_above():
    return """
first
  second
""" % (1, 2)

def comprehension():
    return [
        1 / n
        for n in (
            1,
            0,
        )
    ]

def deeper():
        if True:
                return (nothing
                  (1)
                )

def raised():
    raise ValueError(
        "text",
        1,
    )

def asserted():
    assert (
        1 ==
        2
    ), (
        "message"
    )

def dictionary():
    return {
        "one": 1,
        "two": [
            undefined_name,
        ],
    }

def blank_lines():
    return nothing(

        1,

        2,


        3
    )

def five_between():
    return (1, nothing, 2, 3)[
        5
    ]

def one_between():
    nothing(1,
      2,
      3)

def two_between():
    nothing(1,
      2,
      3,
      4)


for value in list(globals().values()):
    if callable(value) and value not in (show, nothing):
        show(value)
