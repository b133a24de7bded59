"""The acts of stage results: one file for each."""
