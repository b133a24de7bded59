"""Files of stage results."""
