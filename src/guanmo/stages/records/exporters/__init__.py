"""Output formats of stage records: the monthly sheet."""
