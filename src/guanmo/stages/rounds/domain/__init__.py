"""The acts of stage rounds: one file for each."""
