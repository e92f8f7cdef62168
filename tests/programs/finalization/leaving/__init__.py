"""Modules that say what of them is finalized."""
