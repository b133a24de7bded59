"""Input formats of stage records: the shipped ledgers, the monthly sheet."""
