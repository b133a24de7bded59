"""Pages of stage indicators."""
