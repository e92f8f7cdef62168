from leaving import helper
x = helper.D("mod_a.x"); _y = helper.D("mod_a._y")
import leaving.mod_b
def f(): return x
