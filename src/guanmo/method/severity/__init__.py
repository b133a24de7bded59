"""The severity model: how strict each judge is, and what the scores are without it (fair.md 6)."""
