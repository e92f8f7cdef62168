from ...plain import get
from .. import first
DEEP = (get(), first.NAME)
