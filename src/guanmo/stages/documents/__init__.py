"""Stage documents (公文): what is said officially."""
