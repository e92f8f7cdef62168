"""Number literals: bases, underscores, floats, imaginary ones, and what is none."""
print(0b1010, 0o17, 0xFF, 0XaB, 1_000_000, 0x_ff, 0b_1, 00, 0_0)
print(1.5, .5, 5., 1e3, 1E-3, 1_0.0_1e1_0, 0e0, 1.e2)
print(3j, .5j, 1e2j, 0b1 + 2j, 10j.imag)
print(1 .real, 1..real, 1.0.is_integer(), 0xfor 1)
print(99999999999999999999999999, -0.0, 1e400, -1e400, 1e-400)
import warnings

warnings.simplefilter("error")
for text in ("01", "0_7", "1__0", "1_", "0b2", "0b", "0o8", "0xg", "1e", "1.5.2", "0x", "1_.0", "12abc", "1if 1else 2", "0b1_", "09.5", "1e+"):
    try:
        print(text, eval(text))
    except SyntaxError as e:
        print(text, "->", e.msg)
