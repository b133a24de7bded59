"""Stage records: what was done, with evidence."""
