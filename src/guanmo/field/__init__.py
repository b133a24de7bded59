"""Scoring on site, on a phone."""
