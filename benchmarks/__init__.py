"""Measurements: whole pages on the demo county, as times, queries and ratios within one run."""
