"""The Mandelbrot set: complex numbers, then pairs of floats, drawn as characters and counted."""

SHADES = " .:-=+*#%@"


def escape(c, limit):
    z = 0j
    for i in range(limit):
        z = z * z + c
        if abs(z) > 2.0:
            return i
    return limit


def escape_of_pair(cx, cy, limit):
    x = y = xx = yy = 0.0
    i = 0
    while i < limit and xx + yy <= 4.0:
        y = 2.0 * x * y + cy
        x = xx - yy + cx
        xx = x * x
        yy = y * y
        i += 1
    return i


def picture(width, height, limit):
    rows = []
    for row in range(height):
        y = 2.4 * row / height - 1.2
        line = ""
        for column in range(width):
            line += SHADES[escape(complex(3.0 * column / width - 2.1, y), limit) * 9 // limit]
        rows.append(line)
    return rows


def main():
    rows = picture(150, 60, 60)
    print("\n".join(rows[::8]))
    total = 0
    for row in range(250):
        for column in range(200):
            total += escape_of_pair(3.0 * column / 200 - 2.1, 2.4 * row / 250 - 1.2, 250)
    print("check", total, sum(line.count("@") for line in rows))


main()
