"""Questions about a round, each with how often chance alone would raise it; never verdicts (fair.md 6.8).

Every kind of question is tried on its own, and asked where a round in which nothing is wrong would show as much in fewer
than one of twenty (``seen.ALPHA``): whatever the number of judges, townships or items that were looked at. Simulated
rounds hold it to that (docs/method).
"""

from guanmo.method.diagnostics.generalisability import judges_enough

__all__ = ["judges_enough"]
