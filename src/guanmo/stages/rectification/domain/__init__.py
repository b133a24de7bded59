"""The acts of stage rectification: one file for each."""
