"""Input formats of stage members: the rosters that the offices keep."""
