# strftime: every conversion with flags, widths and modifiers, as glibc has them.
import time

TIMES = [
    (2000, 1, 2, 3, 4, 5, 6, 2, 0),
    (1999, 12, 31, 23, 59, 59, 4, 365, 0),
    (2024, 2, 29, 12, 0, 0, 3, 60, 0),
    (99, 7, 4, 0, 0, 0, 2, 185, 0),
    (-5, 7, 4, 0, 0, 0, 2, 185, 0),
    (12345, 7, 4, 13, 0, 0, 2, 185, 0),
    (2008, 12, 29, 0, 0, 0, 0, 364, 0),
    (2010, 1, 3, 0, 0, 0, 6, 3, 0),
]
for moment in TIMES:
    print(moment[0], time.strftime("%a|%A|%b|%B|%c|%C|%d|%D|%e|%F|%g|%G|%h|%H|%I|%j|%k|%l|%m|%M", moment))
    print(time.strftime("%n|%p|%P|%r|%R|%S|%t|%T|%u|%U|%V|%w|%W|%x|%X|%y|%Y|%%|%+|%q|%i|%J|%K|%L|%v|%f|%N|%o|%Q|%E|%O|%", moment))
for conversion in "aAbBcCdDeFgGhHIjklmMnpPrRSTuUVwWxXyY%qE":
    print([time.strftime(f"%{flag}{conversion}", TIMES[0]) for flag in ("-", "_", "0", "^", "#", "5", "10", "_5", "05", "-5", "E", "O", "^10", "+", "+6")])
print(ascii(time.strftime("\u20ac %Y \U0001f40d \ud800", TIMES[0])), repr(time.strftime("", TIMES[0])), len(time.strftime("x" * 3000, TIMES[0])))
print(len(time.strftime("%1000d", TIMES[0])), len(time.strftime("%2000d", TIMES[0])), len(time.strftime("%99999999999d", TIMES[0])))
for moment in (0, 951782400, -62167219200, 253402300799, 1e9):
    print(time.asctime(time.gmtime(moment)), time.strftime("%G-W%V-%u %j %U %W %Z %z", time.gmtime(moment)))
