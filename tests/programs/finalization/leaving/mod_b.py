from leaving import helper
import leaving.mod_a as mod_a
z = helper.D("mod_b.z")
keep = mod_a
