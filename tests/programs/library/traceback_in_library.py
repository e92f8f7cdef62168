import abc
try:
    abc.ABCMeta(1, (), {})
except TypeError as e:
    print(e, e.__traceback__.tb_next.tb_frame.f_code.co_filename)
abc.update_abstractmethods(3)
abc.abstractproperty()
abc.ABCMeta("A", 3, {})
