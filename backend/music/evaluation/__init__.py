"""Evaluation: how good the trained networks are, on songs that they never saw."""
