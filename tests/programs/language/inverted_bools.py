"""~ of a constant bool warns when it is compiled, of another when it runs; surrogates in the filename of compile()."""
import warnings

for source in ("~True", "x = ~False + 1", "~~True", "-True", "~(1 == 1)", "~(not 0)", "def f():\n    return ~True", "~1"):
    for flags in (0, 0x400, 0x8400):
        with warnings.catch_warnings(record=True) as found:
            warnings.simplefilter("always")
            compile(source, "<source>", "exec", flags)
        print(repr(source), hex(flags), [(str(w.message), w.category.__name__, w.lineno) for w in found])

with warnings.catch_warnings(record=True) as found:
    warnings.simplefilter("always")
    print(eval("~True"), eval("~(1 is 1)"), [w.category.__name__ for w in found])
    exec("assert (1, 2)\n~True\n1 is 1\n'\\d'")
    print([(w.category.__name__, w.filename.rpartition("/")[2], w.lineno) for w in found])
with warnings.catch_warnings():
    warnings.simplefilter("error")
    print(compile("~True", "<source>", "exec").co_name)

for filename in (b"\xff", "\udcff", "a\ud800b", b"\xffabc\xc3\xa9", "nul\0"):
    try:
        code = compile("def f(): return 1 / 0\nf()", filename, "exec")
        print(ascii(code.co_filename), ascii(code.co_consts[0].co_filename))
        exec(code)
    except ZeroDivisionError as e:
        print(ascii(e.__traceback__.tb_next.tb_next.tb_frame.f_code.co_filename))
    except ValueError as e:
        print(e)
    try:
        compile("x = (", filename, "exec")
    except (SyntaxError, ValueError) as e:
        print(ascii(e.args))
