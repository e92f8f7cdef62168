"""Stands for the recorder's native module: the host hears of a mark by the seconds it is asked to sleep."""
from time import sleep

dumps = 0


def start():
    sleep(0.25)


def stop():
    sleep(0.5)


def dump():
    global dumps
    sleep(0.75)
    dumps += 1
    return f"#{dumps - 1}"
