"""Output formats of stage organisations: the workbook to fill in, and the one that shows the mistakes."""
