"""A package whose submodule asks for it too early."""
