"""Pages of stage records."""
