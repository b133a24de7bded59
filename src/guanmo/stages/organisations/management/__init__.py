"""Management commands of stage organisations."""
