"""Pages of stage rounds."""
