"""Pages of stage results."""
