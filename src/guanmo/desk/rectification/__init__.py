"""Pages of stage rectification."""
