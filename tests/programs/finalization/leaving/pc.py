from leaving import pb, helper
pc_v = helper.D("pc.v"); lst = [pb.ref, helper.D("pc.lst")]
def f(): return pc_v
