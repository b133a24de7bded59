"""The severity model against the truth, against lme4 and against a plain mean (fair.md 7)."""
