"""Faults made on purpose: what was acknowledged must be there afterwards, exactly once and unaltered."""
