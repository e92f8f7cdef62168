from .first import NAME
from ..plain import VALUE
from . import sub
SECOND = NAME + "-second"
