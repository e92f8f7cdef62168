print("package init", __name__, __path__ != [], __package__)
from . import first
from .first import NAME as first_name
from .sub import deep
