"""Primes: a sieve in a list, one in a bytearray with slices, an endless one in a dict; factors, totients, perfect numbers."""


def sieve_list(limit):
    prime = [True] * (limit + 1)
    prime[0] = prime[1] = False
    n = 2
    while n * n <= limit:
        if prime[n]:
            for multiple in range(n * n, limit + 1, n):
                prime[multiple] = False
        n += 1
    return [n for n, is_prime in enumerate(prime) if is_prime]


def sieve_bytes(limit):
    flags = bytearray([1]) * (limit + 1)
    flags[0] = flags[1] = 0
    for n in range(2, int(limit**0.5) + 1):
        if flags[n]:
            flags[n * n :: n] = bytes(len(range(n * n, limit + 1, n)))
    return sum(flags)


def endless():
    witnesses = {}
    n = 2
    while True:
        prime = witnesses.pop(n, None)
        if prime is None:
            yield n
            witnesses[n * n] = n
        else:
            multiple = n + prime
            while multiple in witnesses:
                multiple += prime
            witnesses[multiple] = prime
        n += 1


def totients(limit):
    phi = list(range(limit))
    for n in range(2, limit):
        if phi[n] == n:
            for multiple in range(n, limit, n):
                phi[multiple] -= phi[multiple] // n
    return phi


def factors(n, primes):
    found = []
    for p in primes:
        if p * p > n:
            break
        while n % p == 0:
            found.append(p)
            n //= p
    if n > 1:
        found.append(n)
    return found


def main():
    primes = sieve_list(1500000)
    print(len(primes), primes[-1], sieve_bytes(4000000))
    source = endless()
    print([next(source) for _ in range(40000)][-1])
    print(sum(totients(200000)))
    print("check", sum(len(factors(n, primes)) for n in range(900000, 912000)))


main()
