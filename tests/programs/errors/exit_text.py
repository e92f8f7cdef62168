# The text of SystemExit goes to stderr.
raise SystemExit("reason")
