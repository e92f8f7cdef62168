import posix, sys
def t(f,*a,**k):
    try: print(f.__name__ if hasattr(f,'__name__') else '', repr(f(*a,**k)))
    except BaseException as e: print(type(e).__name__, e, getattr(e,'errno',None), getattr(e,'filename',None), getattr(e,'filename2',None))
import sys
D='/tmp/serpent-posix'
def rm(p):
    try:
        for n in posix.listdir(p): rm(p+'/'+n)
        posix.rmdir(p)
    except NotADirectoryError: posix.unlink(p)
    except FileNotFoundError:
        try: posix.unlink(p)
        except FileNotFoundError: pass
rm(D)
t(posix.mkdir, D); t(posix.mkdir, D); t(posix.mkdir, D+'/a/b')
fd=posix.open(D+'/f', posix.O_CREAT|posix.O_RDWR|posix.O_TRUNC, 0o644); print(fd)
t(posix.write, fd, b'hello world'); t(posix.write, fd, bytearray(b'!!')); t(posix.write, fd, 'str'); t(posix.write, 99, b'x'); t(posix.write, 'a', b'')
t(posix.lseek, fd, 0, 0); t(posix.read, fd, 5); t(posix.read, fd, 100); t(posix.read, fd, 1); t(posix.read, fd, -1); t(posix.read, fd)
t(posix.lseek, fd, -5, 0); t(posix.lseek, fd, -5, 2); t(posix.lseek, fd, 5, 9); t(posix.lseek, fd, 'a', 0)
t(posix.pread, fd, 4, 2); t(posix.pwrite, fd, b'XX', 1); t(posix.pread, fd, 20, 0)
t(posix.ftruncate, fd, 4); t(posix.fsync, fd); t(posix.fdatasync, fd)
t(posix.dup, fd); t(posix.dup2, fd, 50); t(posix.dup2, 98, 51); t(posix.dup2, fd, -1)
t(posix.isatty, fd); t(posix.isatty, 97); t(posix.isatty, 'a')
t(posix.get_inheritable, fd); t(posix.set_inheritable, fd, True)
s=posix.fstat(fd); print(s.st_size, oct(s.st_mode), s[6], len(s), s.st_nlink)
t(posix.close, fd); t(posix.close, fd); t(posix.close, 2**40); t(posix.close, 1.5)
t(posix.closerange, 3, 60)
s=posix.stat(D+'/f'); print(s.st_size, oct(s.st_mode), abs(s.st_mtime-s.st_mtime_ns/1e9)<1e-6, s[8]==int(s.st_mtime), type(s))
t(posix.stat, D+'/none'); t(posix.stat, 1.5); t(posix.stat, None); t(posix.stat, 'a\0b'); t(posix.stat, b'a\0b'); t(posix.stat); t(posix.stat, D, D); t(posix.stat, 99); t(posix.stat, D, dir_fd=3.5); t(posix.stat, -1)
print(oct(posix.stat(D).st_mode), oct(posix.lstat(D.encode()).st_mode))
class P:
    def __init__(s,p): s.p=p
    def __fspath__(s): return s.p
print(posix.stat(P(D)).st_ino==posix.stat(D).st_ino); t(posix.stat, P(3)); t(posix.stat, P(P(D)))
t(posix.fspath, P('x')); t(posix.fspath, 'a'); t(posix.fspath, b'a'); t(posix.fspath, 3); t(posix.fspath, P(3))
t(posix.listdir, D); t(posix.listdir, D.encode()); t(posix.listdir, D+'/f'); t(posix.listdir, D+'/g'); t(posix.listdir, 1.5)
t(posix.symlink, 'f', D+'/ln'); t(posix.readlink, D+'/ln'); t(posix.readlink, D+'/f'); t(posix.readlink, (D+'/ln').encode()); print(oct(posix.lstat(D+'/ln').st_mode)[:4], posix.stat(D+'/ln').st_size, posix.stat(D+'/ln', follow_symlinks=False).st_size)
t(posix.link, D+'/f', D+'/f2'); t(posix.link, D+'/zz', D+'/f3'); print(posix.stat(D+'/f').st_nlink)
t(posix.rename, D+'/f2', D+'/f3'); t(posix.rename, D+'/nope', D+'/f3'); t(posix.replace, D+'/f3', D+'/f'); t(posix.rename, D+'/f', D+'/x/y')
t(posix.unlink, D+'/nope'); t(posix.remove, D); t(posix.rmdir, D); t(posix.rmdir, D+'/f'); t(posix.unlink, D+'/ln')
t(posix.chmod, D+'/f', 0o600); print(oct(posix.stat(D+'/f').st_mode)); t(posix.chmod, D+'/zz', 0o600); t(posix.chmod, D+'/f', 'a')
t(posix.utime, D+'/f', (1,2)); print(posix.stat(D+'/f').st_atime, posix.stat(D+'/f').st_mtime); t(posix.utime, D+'/f', ns=(10**9,5*10**9)); print(posix.stat(D+'/f').st_mtime_ns); t(posix.utime, D+'/f', (1,2), ns=(1,2)); t(posix.utime, D+'/f', 3); t(posix.utime, D+'/zz'); t(posix.utime, D+'/f', (1,)); t(posix.utime, D+'/f', (1.5,2.25)); print(posix.stat(D+'/f').st_mtime_ns); t(posix.utime, D+'/f', ns=3); t(posix.utime, D+'/f', ns=('a','b')); t(posix.utime, D+'/f', ('a',1))
t(posix.truncate, D+'/f', 100); print(posix.stat(D+'/f').st_size); t(posix.truncate, D+'/f', -1); t(posix.truncate, D+'/zz', 1)
t(posix.access, D+'/f', posix.R_OK); t(posix.access, D+'/zz', 0); t(posix.access, D, 'a')
t(posix.chdir, D); t(posix.getcwd); t(posix.getcwdb); print(sorted(posix.listdir()), sorted(posix.listdir('.'))); t(posix.chdir, 'zz'); print(sorted(posix.listdir(b'.')))
t(posix.strerror, 2); t(posix.strerror, 9999); t(posix.strerror, 'a'); t(posix.strerror, -1)
print(posix.getpid()>0, posix.getuid()==posix.geteuid(), type(posix.cpu_count()), isinstance(posix.environ, dict), all(type(k)==type(v)==bytes for k,v in posix.environ.items()), posix.environ[b'PYTHONHASHSEED'])
t(posix.putenv, 'A', 'b'); t(posix.putenv, 'A=', 'b'); t(posix.unsetenv, 'A'); t(posix.unsetenv, 'A='); t(posix.putenv, 3, 4); t(posix.putenv,'a\0','b')
print(len(posix.urandom(10))); t(posix.urandom, -1); t(posix.urandom, 'a'); print(len(posix.getrandom(5)))
t(posix.umask, 0o22); t(posix.umask, 0o22)
t(posix._path_normpath, '/a/./b/../c//d/'); t(posix._path_normpath, ''); t(posix._path_normpath, b'//a/..'); t(posix._path_normpath, '///a/'); t(posix._path_normpath, '../../a/..');t(posix._path_normpath, 3); t(posix._path_normpath, 'a\0b/../c'); t(posix._path_normpath, './'); t(posix._path_normpath, '/..'); t(posix._path_normpath, 'a/b/../../..')
t(posix._path_splitroot_ex, '/a/b'); t(posix._path_splitroot_ex, '//a'); t(posix._path_splitroot_ex, '///a'); t(posix._path_splitroot_ex, 'a'); t(posix._path_splitroot_ex, b'/a'); t(posix._path_splitroot_ex, ''); t(posix._path_splitroot_ex, 3)
print(posix.uname()[:1], type(posix.uname()))
t(posix.get_terminal_size, 55)
t(posix.WIFEXITED, 256); t(posix.WEXITSTATUS, 256*3); t(posix.WIFSIGNALED, 9); t(posix.WTERMSIG, 9); t(posix.WIFSTOPPED, 0x137f); t(posix.WSTOPSIG, 0x137f); t(posix.WCOREDUMP, 0x80|6); t(posix.WIFCONTINUED, 0xffff); t(posix.waitstatus_to_exitcode, 256*3); t(posix.waitstatus_to_exitcode, 9); t(posix.waitstatus_to_exitcode, 0x137f)
t(posix.major, 0x0801); t(posix.minor, 0x0801); t(posix.makedev, 8, 1); t(posix.device_encoding, 55)
t(posix.register_at_fork, before=lambda:1); t(posix.register_at_fork); t(posix.register_at_fork, before=1)
t(posix._inputhook) if 0 else None; t(posix._is_inputhook_installed); t(posix.sched_yield)
t(posix.open, D+'/nope', 0); t(posix.open, D+'/f', 'a'); t(posix.open); t(posix.open, D+'/f', posix.O_CREAT|posix.O_EXCL); t(posix.open, 3.5, 0)
print(posix.error is OSError, [n for n in ('fork','execv','system','pipe','wait') if 0])
t(posix.writev, 99, [b'a']); fd=posix.open(D+'/v', posix.O_RDWR|posix.O_CREAT); t(posix.writev, fd, [b'ab', b'cd', bytearray(b'e')]); t(posix.lseek, fd, 0, 0); b=[bytearray(2),bytearray(5)]; t(posix.readv, fd, b); print(b); t(posix.writev, fd, 3); posix.close(fd)
with posix.scandir(D) as it:
    for e in sorted(it, key=lambda e:e.name): print(e, e.name, e.path, e.is_file(), e.is_dir(), e.is_symlink(), e.stat().st_size, e.inode()==posix.stat(e.path).st_ino, e.is_junction(), posix.fspath(e))
print(type(it)); t(next, it, 'end'); t(posix.scandir, D+'/zz'); t(posix.scandir, 1.5); t(posix.DirEntry); print(next(posix.scandir(D.encode())).name.__class__)
print(posix.DirEntry[int])
posix.symlink('nowhere', D+'/dang')
for e in posix.scandir(D):
    if e.name=='dang': print(e.is_file(), e.is_dir(), e.is_symlink(), e.stat(follow_symlinks=False).st_size); t(e.stat)

posix.chdir('/'); rm(D)
