# OrderedDict: comparisons and iterations during which it changes.
from collections import OrderedDict


class Key:
    count = 0
    effect = None

    def __hash__(self):
        return -1

    def __eq__(self, other):
        if Key.count == 1:
            Key.effect()
        Key.count += 1
        return True


class Sub(OrderedDict):
    pass


for cls in OrderedDict, Sub:
    for name in "clear", "popitem", "delete", "add", "move":
        Key.count = 0
        key = Key()
        d1 = cls(dict.fromkeys((0, key, 4.2)))
        d2 = cls(dict.fromkeys((0, Key(), 4.2)))
        Key.effect = {
            "clear": lambda: d1.clear(),
            "popitem": lambda: d2.popitem(),
            "delete": lambda: d1.__delitem__(4.2),
            "add": lambda: d1.__setitem__("new", 1),
            "move": lambda: d1.move_to_end(0),
        }[name]
        try:
            print(name, d1 == d2)
        except RuntimeError as e:
            print(name, e)
        print(len(d1), len(d2), Key.count)
for name in "clear", "pop", "add", "move":
    od = OrderedDict.fromkeys("abc")
    try:
        for k in od:
            if name == "clear":
                od.clear()
            elif name == "pop":
                od.pop("b", None)
            elif name == "add":
                od["z"] = 1
            else:
                od.move_to_end("a")
        print(name, "done")
    except RuntimeError as e:
        print(name, e)
