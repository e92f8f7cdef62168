from leaving import pa
from leaving.helper import D
pb_v = D("pb.v"); ref = pa.pa_v
