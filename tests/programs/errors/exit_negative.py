# An exit code beyond a byte.
raise SystemExit(-1)
