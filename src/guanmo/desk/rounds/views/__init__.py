"""The views of stage rounds, by page."""
