"""Read score sheets from the files that offices have, keep them as JSON, and load the two real ones."""
