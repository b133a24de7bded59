"""The acts of stage members: one file for each."""
