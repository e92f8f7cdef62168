# Columns count as on a terminal; tabs and wide characters.
import sys


def show(f):
    try:
        f()
    except Exception as e:
        sys.excepthook(type(e), e, e.__traceback__.tb_next)


def 日本(): return "語語語" + 1
def kanji_operand(): "漢字"; x = "漢字" + 3; y = 1
def kanji_behind(): return 1 / 0, "漢字"
def accents(): é = "é"; è = é + 1
def emoji(): return "😀" + 1 if "😀" else 0
def combining(): return "é" + 1, "é"
def fullwidth(): return "Ａ１" + [1]
def korean(): return {"한국": 1}["없다"]
def call(): return len("漢字", 1)
def several_lines():
    return ("漢字",
        "語" + 1,
        "漢字")
def over_lines():
    return ("漢字" +
        1)
def tab():
	return 1 / 0
def tabs():
	if 1:
		x =	1	/	0
def form_feed():
    return 1 / 0
def trailing():
    return 1 / 0   	 

for value in list(globals().values()):
    if callable(value) and value is not show:
        show(value)
