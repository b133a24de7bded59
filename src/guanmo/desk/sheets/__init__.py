"""Pages of stage sheets."""
