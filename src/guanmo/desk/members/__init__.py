"""Pages of stage members."""
