"""Object-oriented simulation: customers, queues and tellers of a bank, driven by a list of events."""


class Random:
    """A small linear congruential generator, so that every Python draws the same numbers."""

    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 1103515245 + 12345) & 0x7FFFFFFF
        return (self.state >> 8) % n


class Customer:
    def __init__(self, number, arrival, patience):
        self.number = number
        self.arrival = arrival
        self.patience = patience

    def is_angry(self, now):
        return now - self.arrival > self.patience

    def work(self):
        return 3


class BusinessCustomer(Customer):
    def __init__(self, number, arrival, patience, papers):
        super().__init__(number, arrival, patience)
        self.papers = papers

    def work(self):
        return super().work() + self.papers


class Desk:
    def __init__(self, name):
        self.name = name
        self.customer = None
        self.free_at = 0
        self.served = 0
        self.busy = 0

    @property
    def is_free(self):
        return self.customer is None

    def accept(self, customer, now):
        self.customer = customer
        duration = customer.work()
        self.free_at = now + duration
        self.busy += duration

    def tick(self, now):
        if self.customer is not None and now >= self.free_at:
            self.customer = None
            self.served += 1


class Queue:
    def __init__(self):
        self.waiting = []
        self.lost = 0
        self.longest = 0

    def __len__(self):
        return len(self.waiting)

    def join(self, customer):
        self.waiting.append(customer)
        if len(self) > self.longest:
            self.longest = len(self)

    def leave(self, now):
        staying = [c for c in self.waiting if not c.is_angry(now)]
        self.lost += len(self.waiting) - len(staying)
        self.waiting = staying

    def take(self):
        return self.waiting.pop(0)


class Bank:
    def __init__(self, desks, seed):
        self.random = Random(seed)
        self.desks = [Desk("desk %d" % i) for i in range(desks)]
        self.queue = Queue()
        self.count = 0

    def arrive(self, now):
        if self.random.below(100) >= 62:
            return
        self.count += 1
        patience = 5 + self.random.below(30)
        if self.random.below(4) == 0:
            self.queue.join(BusinessCustomer(self.count, now, patience, self.random.below(7)))
        else:
            self.queue.join(Customer(self.count, now, patience))

    def step(self, now):
        self.arrive(now)
        for desk in self.desks:
            desk.tick(now)
            if desk.is_free and len(self.queue):
                desk.accept(self.queue.take(), now)
        self.queue.leave(now)


def main():
    total = 0
    for seed in range(6):
        bank = Bank(2 + seed % 2, seed)
        for now in range(100000):
            bank.step(now)
        served = sum(desk.served for desk in bank.desks)
        busy = sum(desk.busy for desk in bank.desks)
        print(seed, bank.count, served, bank.queue.lost, bank.queue.longest, busy)
        total += served * 7 + bank.queue.lost
    print("check", total)


main()
