"""Pages of stage organisations."""
