"""Stage 4 of the way: what follows from the records."""
