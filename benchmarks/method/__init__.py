"""The severity model against the truth, against lme4 and against a plain mean (fair.md 7)."""

import guanmo  # noqa: F401 before numpy, as by every command of the product: it settles how many threads there are
