"""Output formats of stage members: the roster to fill in."""
