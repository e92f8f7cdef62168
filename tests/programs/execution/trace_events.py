"""sys.settrace and setprofile: events, lines, arguments, local trace functions, exceptions, generators, turning off."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

import sys

events = []


def tracer(frame, event, arg):
    events.append((frame.f_code.co_name, event, frame.f_lineno - base, arg if not isinstance(arg, tuple) else arg[0].__name__))
    return tracer


def work(n):
    total = 0
    for i in range(n):
        total += i
    try:
        1 / (total - total)
    except ZeroDivisionError:
        total = -1
    return total


def gen():
    yield 1
    yield 2


base = work.__code__.co_firstlineno
sys.settrace(tracer)
work(2)
sys.settrace(None)
for e in events:
    print(e)
events.clear()
base = gen.__code__.co_firstlineno
sys.settrace(tracer)
list(gen())
sys.settrace(None)
print(events)
events.clear()


def only_calls(frame, event, arg):
    events.append((frame.f_code.co_name, event))
    return None


sys.settrace(only_calls)
work(1)
list(gen())
sys.settrace(None)
print(events, sys.gettrace())
events.clear()


def profiler(frame, event, arg):
    events.append((frame.f_code.co_name, event, getattr(arg, "__name__", arg)))


sys.setprofile(profiler)
work(1)
len([1])
attempt(int, "x")
sys.setprofile(None)
print(events[:-1], sys.getprofile())


def failing(frame, event, arg):
    raise ValueError("tracer fails")


sys.settrace(failing)
try:
    work(1)
except ValueError as e:
    print(e, sys.gettrace())
sys.settrace(None)


def jump(frame, event, arg):
    if event == "line" and frame.f_lineno == jumping.__code__.co_firstlineno + 2:
        frame.f_lineno += 1
    return jump


def jumping():
    x = 1
    x = 2
    return x


sys.settrace(jump)
print(jumping())
sys.settrace(None)
print(attempt(sys.settrace), attempt(sys.settrace, 5), sys.gettrace())
sys.settrace(None)
