# Signals that a program sends itself: handlers, masks, waiting, timers.
import _thread
import os
import signal
import sys
import time

for text in (
    "signal(0, 1)", "signal(2, 1)", "signal(65, SIG_DFL)", "signal('a', 1)", "signal(9, SIG_DFL)", "signal(19, len)", "signal(32, len)",
    "getsignal(0)", "getsignal(65)", "getsignal(64)", "[getsignal(i) for i in range(1, 65)]", "raise_signal()", "raise_signal(0)",
    "raise_signal(100)", "raise_signal(-1)", "default_int_handler()", "default_int_handler(1)", "default_int_handler(1, None)",
    "default_int_handler('a', None)", "alarm(0)", "alarm('a')", "alarm(1 << 40)", "getitimer(0)", "getitimer(5)", "setitimer(0, 0)",
    "setitimer(7, 0)", "setitimer(0, -1)", "setitimer(0, 'a')", "setitimer(0, 1e30)", "[strsignal(i) for i in range(1, 65)]", "strsignal(0)",
    "siginterrupt(1, True)", "siginterrupt(0, 1)", "siginterrupt(32, 1)", "set_wakeup_fd(-1)", "set_wakeup_fd(99)", "set_wakeup_fd(-1, 1)",
    "pthread_sigmask(SIG_BLOCK, [1, 2])", "pthread_sigmask(SIG_BLOCK, [])", "pthread_sigmask(7, [])", "pthread_sigmask(0, [0])",
    "pthread_sigmask(0, ['a'])", "pthread_sigmask(0, [65])", "pthread_sigmask(0, 5)", "pthread_sigmask(0, [1 << 70])",
    "pthread_sigmask(SIG_SETMASK, [])", "sigpending()", "sigtimedwait([1], 0)", "sigtimedwait([1], -1)", "sigtimedwait([1], 'a')",
    "valid_signals()", "pidfd_send_signal(-1, 2)", "pidfd_send_signal(-1, 2, 1)", "struct_siginfo.__match_args__", "ItimerError.__mro__",
    "signal(2, None)", "signal(2, SIG_IGN)", "raise_signal(2)", "signal(2, 0)", "signal(True, 1)", "signal(1, 0)", "signal(2.0, 1)",
    "type(SIG_DFL)", "signal(2, default_int_handler)",
):  # fmt: skip
    try:
        print(text, "->", eval(text, vars(sys.modules["_signal"])))
    except BaseException as e:
        print(text, "->", type(e).__name__, e)


def handler(signum, frame):
    print("handler", signal.Signals(signum).name, frame.f_code.co_name)


def send(how, signum):
    how(signum)
    print("sent")


for signum in signal.SIGUSR1, signal.SIGTERM, signal.SIGCHLD, signal.SIGRTMIN:
    print(signal.signal(signum, handler), signal.getsignal(signum) is handler)
    send(signal.raise_signal, signum)
    send(lambda n: os.kill(os.getpid(), n), signum)
    send(lambda n: signal.pthread_kill(_thread.get_ident(), n), signum)
for signum in signal.SIGCHLD, signal.SIGURG, signal.SIGCONT, signal.SIGWINCH:
    signal.signal(signum, signal.SIG_DFL)
    send(signal.raise_signal, signum)
try:
    signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt as e:
    print("interrupted", e.args)


def interrupt():
    try:
        _thread.interrupt_main()
        for i in range(10):
            pass
    except KeyboardInterrupt:
        print("interrupted in the loop")


interrupt()
_thread.interrupt_main(signal.SIGUSR1)
for i in range(3):
    pass
signal.signal(signal.SIGINT, signal.SIG_IGN)
_thread.interrupt_main()
signal.signal(signal.SIGINT, signal.default_int_handler)


def fails(signum, frame):
    raise LookupError(signum)


signal.signal(signal.SIGUSR1, fails)
try:
    signal.raise_signal(signal.SIGUSR1)
except LookupError as e:
    print("failed", e)

# blocked signals wait; several of one are one
signal.signal(signal.SIGUSR1, handler)
signal.signal(signal.SIGUSR2, handler)
with_mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1, signal.SIGUSR2})
print(with_mask)
for signum in signal.SIGUSR2, signal.SIGUSR1, signal.SIGUSR1:
    signal.raise_signal(signum)
print(sorted(signal.sigpending()))
print(signal.sigwait([signal.SIGUSR1]), signal.sigpending())
info = signal.sigwaitinfo([signal.SIGUSR2])
print(info[:3], info.si_pid == os.getpid(), info.si_uid == os.getuid(), info.si_status, info.si_band == info.si_pid | info.si_uid << 32)
print(signal.sigtimedwait([signal.SIGUSR1], 0.001))
signal.raise_signal(signal.SIGUSR1)
signal.raise_signal(signal.SIGUSR2)
signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGUSR1})
print("unblocked one", signal.sigpending())
signal.pthread_sigmask(signal.SIG_SETMASK, with_mask)

# timers
signal.signal(signal.SIGALRM, handler)
print(signal.setitimer(signal.ITIMER_REAL, 0.01))
time.sleep(0.02)
print(signal.getitimer(signal.ITIMER_REAL))
signal.setitimer(signal.ITIMER_REAL, 0.01)
signal.pause()
print(signal.alarm(3), signal.alarm(0))
came = 0


def count(signum, frame):
    global came
    came += 1


signal.signal(signal.SIGALRM, count)
signal.setitimer(signal.ITIMER_REAL, 0.005, 0.005)
while came < 3:
    pass
print(signal.setitimer(signal.ITIMER_REAL, 0)[1])
signal.signal(signal.SIGPROF, count)
came = 0
signal.setitimer(signal.ITIMER_PROF, 0.001)
while not came:
    pass
print(came)


class Handler:
    def __call__(self, signum, frame):
        print("called", signum)


signal.signal(signal.SIGTERM, Handler())
signal.raise_signal(15)
sys.stdout.flush()
