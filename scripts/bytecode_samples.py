"""Sources that between them make CPython's compiler use all of its back end, for the recorders of bytecode."""

import random


def _long_jumps():
    """Jumps around the sizes at which EXTENDED_ARG comes in."""
    for count in (40, 41, 42, 61, 62, 63, 64, 84, 85, 126, 127, 128, 300):
        yield (
            "def f(a):\n while a:\n" + "  a = a.b\n" * (count // 5) + "  if a: continue\n" + "  a = -a\n" * count
            + " return a\n"
        )
        yield "def f(a):\n if a:\n" + "  a = a\n" * count + " else:\n" + "  a = -a\n" * (count + 3) + " return a\n"
        yield "for x in y:\n if x:\n" + "  a = b[c]\n" * count + " else:\n  try: q()\n  except E: continue\n"


def _many():
    """Many locals, names, constants, cells."""
    yield (
        "def f(" + ", ".join(f"a{i}" for i in range(70)) + "):\n"
        + "".join(f"  if a{i}: b{i} = a{i}\n" for i in range(70))
        + "".join(f"  print(b{i}); del b{i}; b{i}\n" for i in range(70))
    )
    cells = "".join(f"  c{i} = {i}\n" for i in range(270))
    yield "def f():\n" + cells + "  def g(): return " + "+".join(f"c{i}" for i in range(270)) + "\n  return g\n"
    yield "x = {" + ", ".join(f"'k{i}': {i}" for i in range(60)) + "}\n"
    yield "y = [" + ", ".join(f"a{i}" for i in range(60)) + "]\nz = (" + ", ".join(map(str, range(300))) + ")\n"


def _random_assignments():
    chance = random.Random(13)
    names = "abcd"
    for _ in range(12):
        lines = []
        for _ in range(6):
            size = chance.randrange(2, 5)
            left, right = ([chance.choice(names) for _ in range(size)] for _ in range(2))
            lines.append(f"  {', '.join(left)} = {', '.join(right)}\n")
        yield "def f(a, b, c, d):\n" + "".join(lines) + "  return a, b, c, d\n"


_SINGLE = [
    "",
    "'docstring'\n",
    "x = 1\n",
    "try:\n a()\nfinally:\n f(lambda: 0, lambda: 1)\n",
    "def g():\n try:\n  a()\n finally:\n  for x in (y for y in z): f(lambda: 0, [lambda: i for i in x])\n",
    "a = 1e309-1e309\nb = 1e309-1e309\nc = (0.0, -0.0, 0j, -0j, -0.0-0j, 1, True, 1.0, (1,), (True,), (1.0,), b'a', 'a')\n",
    "d = x in {1, 2, True, 'a'}\ne = 10**40, -2**70, 2**31, -2**31, 'a b', 'é', '\\ud800', '\\ud83d\\ude00', '\\U0001f600', ...\n",
    "def f(x):\n  with x as y, z as w:\n    return y\n  try:\n    k(y)\n  except (A, B) as e:\n    raise X from e\n  else:\n    q()\n",
    "def f(x):\n  try:\n    a()\n  except* A:\n    b()\n  except* (B, C) as e:\n    c()\n  else:\n    d()\n  finally:\n    g()\n",
    "async def f(x):\n  async for i in x:\n    async with i as j:\n      try:\n        yield await j\n      finally:\n        await k\n"
    "  return\n",
    "async def f(x):\n  return [await i async for i in x if await i], {i: j for i, j in x}\n",
    "\n" * 400 + "x = (\n" + "\n" * 300 + "  y" + " " * 300 + "+ z)\n",
    "class A[T: int, *U, **V]:\n  x: T\n  def m[W](self) -> W: return super().m() + super(A, self).n\n  type X[Y] = list[Y]\n",
    "match x:\n" + "".join(
        f"  case {{'a': {i}, **r}} if r: pass\n  case [a, *b, {i}]: q(a)\n  case C(x={i}, y=[1, 2]) | D(): z()\n"
        for i in range(3)
    ),
    "def f():\n  return (yield), (yield from x)\n  yield 1\ndef g():\n  lambda: (yield)\n",
    "def f(a, b, c, d, e):\n  a, b = b, a\n  a, b, c = c, a, b\n  a, a = b, c\n  for a, (b, c) in d: pass\n  x = y = z = a\n",
    "def f(x):\n  while 1:\n    if x: break\n    else: pass\n  while 0: x()\n  if 0: y()\n  elif x: pass\n  assert x, 'a'\n"
    "  if not x is None and (y or z): return not not x\n  return x if y is not None else z\n",
    "def f(x):\n  while x:\n    try:\n      if x: continue\n      return\n    finally:\n      if y: break\n",
    "def f(x):\n  for i in x:\n    for j in i:\n      if j: break\n      if k: continue\n    else:\n      continue\n    break\n",
    "f'{a!r:>{w}} {b} {c=}' 'd' + '%s %r' % (x, y)\n",
    "from a.b import c as d, e\nimport f.g as h, i\nfrom . import j\nfrom k import *\nglobal l\ndel l, m[n], o.p\n",
    "def f():\n  nonlocal_ = 1\n  def g():\n    nonlocal nonlocal_\n    nonlocal_ += 1\n    del nonlocal_\n  return locals()\n",
    "x[1:2], x[a:b:c], x[...], *y, {**z}, {*w}\nx[1:2] = y; x[a] += 1; a.b -= 2; c @= 3\n",
    "f(*a, **b, c=1)\ng(1, x=2)(*y)\na < b < c\nd is not e not in f\nprint(~x, -y, not z, +w)\n",
    "@a\n@b(c)\nclass D(E, metaclass=F):\n  x: int = 1\n  def g(self, /, h, *, i=2, **j): self.k = __class__\n",
]


def sources():
    """A list of (name, source)."""
    found = [*_SINGLE, *_long_jumps(), *_many(), *_random_assignments()]
    return [(f"sample{number}", source) for number, source in enumerate(found)]
