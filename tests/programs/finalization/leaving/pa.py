from leaving.helper import D
pa_v = D("pa.v"); _pa = D("pa._")
