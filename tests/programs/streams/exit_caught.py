import sys

for code in (0, 1, "text", None, (1, 2), 2.5):
    try:
        sys.exit(code)
    except SystemExit as e:
        print(repr(e.code), e.args)
try:
    exit_code = SystemExit(1, 2)
    raise exit_code
except SystemExit as e:
    print(e.code)


class D:
    def __del__(self):
        print("deleted at exit")


d = D()
raise SystemExit(True)
