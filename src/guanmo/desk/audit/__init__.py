"""Who did what, and what was denied: read by whoever audits, and by nobody else."""
