# Names in annotation scopes and class bodies when globals are a subclass of dict.
class customdict(dict):
    def __missing__(self, key):
        return key


for source in "type Alias = undefined", "class A: type Alias = undefined", "class A[T: undefined]: pass\ndef f[T: other](): return missing":
    ns = customdict()
    exec(compile(source, "test", "exec"), ns)
    if "Alias" in ns:
        print(ns["Alias"].__value__)
    elif "f" in ns:
        print(ns["A"].__type_params__[0].__bound__, ns["f"].__type_params__[0].__bound__, ns["f"]())
    else:
        print(ns["A"].Alias.__value__)
for source in "undefined", "class A: x = undefined":
    try:
        exec(source, customdict())
        print("fine")
    except NameError as e:
        print(e)
