"""Sorts records by keys: attributes, tuples, several passes (stability), __lt__ of a class, strings folded, reversed."""


class Person:
    def __init__(self, name, age, city, score):
        self.name = name
        self.age = age
        self.city = city
        self.score = score


class Version:
    def __init__(self, text):
        self.parts = [int(part) for part in text.split(".")]

    def __lt__(self, other):
        return self.parts < other.parts


FIRST = ["Ada", "bob", "Cyd", "dan", "Eve", "flo", "Gus", "hal", "Ida", "jon", "Kay", "lee"]
CITIES = ["Oslo", "Lima", "Rome", "Kiel", "Pisa", "Linz"]


def people(n):
    seed = 99
    result = []
    for i in range(n):
        seed = (seed * 69069 + 5) & 0xFFFFFFFF
        name = FIRST[seed % 12] + str(seed >> 16 & 4095)
        result.append(Person(name, 18 + (seed >> 8) % 70, CITIES[(seed >> 5) % 6], (seed >> 3) % 1000 / 10))
    return result


def main():
    crowd = people(40000)
    total = 0
    for _ in range(5):
        by_name = sorted(crowd, key=lambda p: p.name.lower())
        by_tuple = sorted(crowd, key=lambda p: (p.city, -p.age, p.name))
        stable = sorted(crowd, key=lambda p: p.name)
        stable.sort(key=lambda p: -p.age)
        stable.sort(key=lambda p: p.city)
        assert [p.name for p in stable] == [p.name for p in by_tuple]
        by_score = sorted(crowd, key=lambda p: p.score, reverse=True)
        total += by_name[500].age + by_tuple[17777].age + int(by_score[100].score)
    versions = [Version("%d.%d.%d" % (p.age % 10, p.age * 7 % 30, int(p.score))) for p in crowd]
    versions.sort()
    print(versions[0].parts, versions[-1].parts, total)
    strings = ["%s %s %.1f" % (p.city, p.name, p.score) for p in crowd]
    for _ in range(10):
        strings.sort(key=len)
        strings.sort(key=str.lower)
        strings.sort(reverse=True)
    print("check", strings[0], strings[5000], strings[-1])


main()
