"""Makes and drops many binary trees of nodes; then a search tree that grows, shrinks and is walked."""


class Node:
    __slots__ = ("left", "right")

    def __init__(self, left, right):
        self.left = left
        self.right = right

    def count(self):
        if self.left is None:
            return 1
        return 1 + self.left.count() + self.right.count()


def grow(depth):
    if depth == 0:
        return Node(None, None)
    return Node(grow(depth - 1), grow(depth - 1))


class Entry:
    def __init__(self, key):
        self.key = key
        self.priority = (key * 2654435761) & 0xFFFFFFFF
        self.left = None
        self.right = None


def split(node, key):
    """Splits a treap into the keys below `key` and the others."""
    if node is None:
        return None, None
    if node.key < key:
        node.right, right = split(node.right, key)
        return node, right
    left, node.left = split(node.left, key)
    return left, node


def join(a, b):
    if a is None:
        return b
    if b is None:
        return a
    if a.priority > b.priority:
        a.right = join(a.right, b)
        return a
    b.left = join(a, b.left)
    return b


def insert(root, key):
    left, right = split(root, key)
    return join(join(left, Entry(key)), right)


def remove(root, key):
    left, rest = split(root, key)
    _, right = split(rest, key + 1)
    return join(left, right)


def height(node):
    return 0 if node is None else 1 + max(height(node.left), height(node.right))


def main():
    long_lived = grow(16)
    total = 0
    for depth in range(4, 17, 4):
        rounds = 1 << (16 - depth)
        nodes = 0
        for _ in range(rounds):
            nodes += grow(depth).count()
        total += nodes
        print(rounds, "trees of depth", depth, "nodes", nodes)
    print("long lived", long_lived.count())
    root = None
    key = 1
    keys = []
    for _ in range(15000):
        key = key * 48271 % 2147483647
        keys.append(key % 1000003)
        root = insert(root, keys[-1])
    first = height(root)
    for key in keys[::2]:
        root = remove(root, key)
    print("check", total, first, height(root))


main()
