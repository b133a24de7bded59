"""How fast do documents come out? CPU seconds, beside LibreOffice converting the same documents in the same run."""
