"""The stages of the way, in order. A stage may look back along the way, never ahead.

This tuple is THE list: settings, contracts and the architecture tests are held against it.
"""

STAGES = (
    "organisations",
    "members",
    "records",
    "indicators",
    "sheets",
    "rounds",
    "scoring",
    "results",
    "rectification",
    "documents",
)
