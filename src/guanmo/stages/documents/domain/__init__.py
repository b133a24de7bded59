"""The acts of stage documents: one file for each."""
