"""Input formats of stage organisations: the workbook of a county's tree."""
