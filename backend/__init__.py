"""Cadenza: a studio for symbolic music."""
