"""Lists: queues on both ends, rotations, flattening, merging, transposing, partitions, a heap in a list."""


def numbers(n, seed):
    values = []
    for _ in range(n):
        seed = (seed * 1664525 + 1013904223) & 0xFFFFFFFF
        values.append(seed >> 12)
    return values


def merge(left, right):
    result = []
    i = j = 0
    while i < len(left) and j < len(right):
        if left[i] <= right[j]:
            result.append(left[i])
            i += 1
        else:
            result.append(right[j])
            j += 1
    result.extend(left[i:])
    result += right[j:]
    return result


def merge_sort(values):
    if len(values) < 2:
        return values
    middle = len(values) // 2
    return merge(merge_sort(values[:middle]), merge_sort(values[middle:]))


def quick_sort(values):
    if len(values) < 2:
        return values
    pivot = values[len(values) // 2]
    low = [v for v in values if v < pivot]
    same = [v for v in values if v == pivot]
    high = [v for v in values if v > pivot]
    return quick_sort(low) + same + quick_sort(high)


def push(heap, value):
    heap.append(value)
    at = len(heap) - 1
    while at > 0:
        parent = (at - 1) >> 1
        if heap[parent] <= value:
            break
        heap[at] = heap[parent]
        at = parent
    heap[at] = value


def pop(heap):
    top = heap[0]
    value = heap.pop()
    if not heap:
        return top
    at = 0
    size = len(heap)
    while True:
        child = 2 * at + 1
        if child >= size:
            break
        if child + 1 < size and heap[child + 1] < heap[child]:
            child += 1
        if heap[child] >= value:
            break
        heap[at] = heap[child]
        at = child
    heap[at] = value
    return top


def josephus(n, step):
    circle = list(range(n))
    at = 0
    while len(circle) > 1:
        at = (at + step - 1) % len(circle)
        del circle[at]
    return circle[0]


def main():
    values = numbers(100000, 5)
    expected = sorted(values)
    print(merge_sort(values) == expected, quick_sort(values) == expected)
    heap = []
    for value in values:
        push(heap, value)
    print([pop(heap) for _ in range(len(values))] == expected)
    matrix = [values[i : i + 100] for i in range(0, 100000, 100)]
    for _ in range(10):
        matrix = [list(row) for row in zip(*matrix)]
        matrix.reverse()
    flat = [value for row in matrix for value in row]
    print(len(flat), flat[:3], josephus(60000, 7))
    ring = list(range(1000))
    for i in range(141234):
        ring.insert(i % 500, ring.pop())
        ring[i % 1000], ring[-1] = ring[-1], ring[i % 1000]
    print("check", sum(i * v for i, v in enumerate(ring)))


main()
