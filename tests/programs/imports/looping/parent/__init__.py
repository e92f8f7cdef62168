import looping.parent.child  # noqa: F401
