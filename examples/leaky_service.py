"""A service that leaks in three ways; `serpent run --summary` shows what is left behind."""

SESSIONS = {}  # nobody ever removes a finished session
LISTENERS = []


class Session:
    def __init__(self, user):
        self.user = user
        self.history = []
        self.parent = None
        self.children = []

    def spawn(self):
        child = Session(self.user)
        child.parent = self  # parent and child hold each other
        self.children.append(child)
        return child


def on_message(session):
    def listener(text):
        session.history.append(text)

    LISTENERS.append(listener)  # the closure keeps its session
    return listener


def handle(request):
    session = Session(f"user-{request % 50}")
    listener = on_message(session)
    for i in range(5):
        listener(f"request {request} message {i}")
    if request % 3 == 0:
        SESSIONS[request] = session
    if request % 2 == 0:
        LISTENERS.pop()
        worker = session.spawn()
        worker.history.extend(str(n) for n in range(20))
    return len(session.history)


def main():
    total = 0
    for request in range(4_000):
        total += handle(request)
    print(f"{total} messages, {len(SESSIONS)} sessions, {len(LISTENERS)} listeners")


main()
