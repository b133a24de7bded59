"""Acts that cross stages: one function each, one transaction, to be read like the regulation."""
