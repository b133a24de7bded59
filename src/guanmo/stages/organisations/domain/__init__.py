"""The acts of stage organisations: one file for each."""
