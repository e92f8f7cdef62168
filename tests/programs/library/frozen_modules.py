import os, abc, stat, codecs
for m in (os,abc,stat,codecs): print(m, m.__name__, m.__file__.split('python3.13')[1], getattr(m,'__cached__','-'))
print(os.path.join.__code__.co_filename)
import keyword; print(keyword.__file__.split('python3.13')[1], keyword.iskeyword.__class__)
