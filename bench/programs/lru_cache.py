"""A cache that forgets what was used least recently: a dict and a doubly linked ring of nodes; cycles, links, deletions."""


class Link:
    __slots__ = ("before", "after", "key", "value")


class LRUCache:
    def __init__(self, capacity):
        self.capacity = capacity
        self.links = {}
        self.hits = self.misses = 0
        self.ring = ring = Link()
        ring.before = ring.after = ring
        ring.key = ring.value = None

    def _unlink(self, link):
        link.before.after = link.after
        link.after.before = link.before

    def _push(self, link):
        ring = self.ring
        newest = ring.before
        newest.after = ring.before = link
        link.before = newest
        link.after = ring

    def __getitem__(self, key):
        link = self.links.get(key)
        if link is None:
            self.misses += 1
            raise KeyError(key)
        self.hits += 1
        self._unlink(link)
        self._push(link)
        return link.value

    def __setitem__(self, key, value):
        if key in self.links:
            link = self.links[key]
            self._unlink(link)
        elif len(self.links) >= self.capacity:
            link = self.ring.after
            self._unlink(link)
            del self.links[link.key]
        else:
            link = Link()
        link.key = key
        link.value = value
        self.links[key] = link
        self._push(link)

    def __contains__(self, key):
        return key in self.links

    def __len__(self):
        return len(self.links)

    def __iter__(self):
        link = self.ring.after
        while link is not self.ring:
            yield link.key
            link = link.after


def collatz(n, cache):
    steps = 0
    path = []
    while n != 1:
        if n in cache:
            steps = cache[n]
            break
        path.append(n)
        n = 3 * n + 1 if n & 1 else n >> 1
    for n in reversed(path):
        steps += 1
        cache[n] = steps
    return steps


def main():
    cache = LRUCache(4000)
    longest = max((collatz(n, cache), n) for n in range(1, 25000))
    print(longest, cache.hits, cache.misses, len(cache))
    small = LRUCache(100)
    seed = 1
    got = 0
    for _ in range(300000):
        seed = (seed * 69069 + 1) & 0xFFFFFFFF
        key = "key%d" % ((seed >> 16) % 40 * ((seed >> 24) % 5))
        try:
            got += small[key]
        except KeyError:
            small[key] = seed & 15
    print("check", got, small.hits, small.misses, list(small)[:3])


main()
