"""Input formats of stage documents: a .docx that comes back from an office."""
