"""The acts of stage records, one file each."""
