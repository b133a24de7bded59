"""Who did what when, and what was denied: append-only, each line chained to the one before. Knows no domain noun."""
