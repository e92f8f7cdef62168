"""N-body: bodies on circular orbits about a heavy one, moved with the leap-frog scheme; floats in instances with slots."""
import math


class Body:
    __slots__ = ("mass", "x", "y", "z", "vx", "vy", "vz")

    def __init__(self, mass, x, y, z, vx, vy, vz):
        self.mass = mass
        self.x = x
        self.y = y
        self.z = z
        self.vx = vx
        self.vy = vy
        self.vz = vz


def system(count):
    bodies = [Body(1000.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)]
    for i in range(1, count):
        radius = 4.0 + 3.0 * i
        speed = math.sqrt(1000.0 / radius)
        angle = 1.7 * i
        c, s = math.cos(angle), math.sin(angle)
        bodies.append(Body(0.5 / i, radius * c, radius * s, 0.1 * i, -speed * s, speed * c, 0.0))
    return bodies


def energy(bodies):
    total = 0.0
    for i, a in enumerate(bodies):
        total += 0.5 * a.mass * (a.vx * a.vx + a.vy * a.vy + a.vz * a.vz)
        for b in bodies[i + 1 :]:
            total -= a.mass * b.mass / math.sqrt((a.x - b.x) ** 2 + (a.y - b.y) ** 2 + (a.z - b.z) ** 2)
    return total


def kick(bodies, pairs, dt):
    for a, b in pairs:
        dx = a.x - b.x
        dy = a.y - b.y
        dz = a.z - b.z
        square = dx * dx + dy * dy + dz * dz
        factor = dt / (square * math.sqrt(square))
        pull = b.mass * factor
        a.vx -= dx * pull
        a.vy -= dy * pull
        a.vz -= dz * pull
        pull = a.mass * factor
        b.vx += dx * pull
        b.vy += dy * pull
        b.vz += dz * pull


def drift(bodies, dt):
    for body in bodies:
        body.x += body.vx * dt
        body.y += body.vy * dt
        body.z += body.vz * dt


def main():
    bodies = system(6)
    pairs = [(a, b) for i, a in enumerate(bodies) for b in bodies[i + 1 :]]
    before = energy(bodies)
    for _ in range(60000):
        kick(bodies, pairs, 0.0005)
        drift(bodies, 0.001)
        kick(bodies, pairs, 0.0005)
    after = energy(bodies)
    print("check %.6f %.6f" % (before, after))


main()
