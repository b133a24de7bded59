"""The acts of stage sheets: one file for each."""
