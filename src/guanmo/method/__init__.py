"""What the published method says, in pure Python: no Django, no clock, no database, no file.

Read in this order: ``sheet`` (the yardstick), ``deduction`` (one judge, one organisation), ``aggregation``
(many judges, one organisation), ``ranking`` (many organisations), ``classification`` (what a rank means),
``lifecycle`` (which step may follow which).
"""
