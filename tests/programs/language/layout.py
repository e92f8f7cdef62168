"""Lines and indentation: continuations, semicolons, comments, tabs, blank lines."""
x = 1; y = 2; print(x, y);
total = 1 + \
    2 + \
    3
print(total, (
    1,  # with a comment

    2,
), [3,
    4][
        0])
if x:
        deep = True
        if deep:

            # a comment at another depth
  # and another
            print("deep")
else: print("never")
if True:
	tab = "a tab"
	print(tab)
for i in range(2): print(i); print("-")
class A: b = 1; c = 2
print(A.b, A.c)
def f(): return 1
print(f())
try: pass
finally: print("one line")
while 0: pass
else: print("else")
for text in ("if 1:\n  a\n b", "if 1:\na", "  a", "if 1:\n\ta\n        b", "a\n  b", "x = (1,", "x = 1)", "x = [1}", "a b", "\\ x", "if 1: if 2: 3", "x = 1 +", "for x in y", "def f(x)", "else: 1"):
    try:
        compile(text, "t", "exec")
    except SyntaxError as e:
        print(repr(text), "->", type(e).__name__, e.msg, e.lineno)
