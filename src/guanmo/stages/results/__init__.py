"""Stage results (排名): what it amounts to."""
