# A SystemExit that is too large for an int.
raise SystemExit(1 << 70)
