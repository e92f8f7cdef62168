import errno
print(sorted(errno.errorcode.items())); print(sorted((k,v) for k,v in vars(errno).items() if k[0]=='E'))
