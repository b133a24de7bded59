"""The acts of stage scoring: one file for each."""
