"""Forms of stage organisations."""
