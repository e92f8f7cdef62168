"""Slices: of sequences, of objects of our own, and as objects."""
s = "0123456789"
print(s[2:5], s[:3], s[7:], s[-3:], s[::3], s[::-1], s[8:2:-2], s[5:2], s[-100:100], s[10:], s[True:3])


class Show:
    def __getitem__(self, key):
        return key

    def __index__(self):
        return 2


show = Show()
print(show[1:2], show[::], show[1:2, 3], show[...], show[:, None], show[()], show[1,], show[*[1, 2]], show[a := 3])
print(s[show:], s[: show], [1, 2, 3][show], (0,) * show)
l = list(range(6))
l[1:3] = "abc"
print(l)
l[::2] = [0, 0, 0, 0]
print(l)
l[5:1] = ["inserted"]
print(l)
del l[1::2]
print(l)
print(slice(1, None).indices(5), slice(None, None, -2).indices(5), slice(1, 2) == slice(1, 2), slice(3).stop)
for text in ("s[::0]", "s['a':]", "s[1.5]", "l[::2] = [1]", "l[0:1] = 5", "slice(1).indices(-1)", "hash(slice(1, []))", "s[None]"):
    try:
        exec(text)
    except Exception as e:
        print(text, "->", type(e).__name__, e)
print(hash(slice(1, 2)) == hash(slice(1, 2)), sorted([slice(2), slice(1)], key=lambda x: x.stop))
