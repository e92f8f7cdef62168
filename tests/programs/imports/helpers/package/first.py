NAME = "first"
from .. import plain as up
