class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("module object gone:", self.name)


kept = Noisy("kept")
_private = Noisy("private")
