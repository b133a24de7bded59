"""Stage scoring (打分): what each judge saw."""
