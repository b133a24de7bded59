"""Pages for staff: one folder a stage. Pages read through ``visible_to`` and act through domain and procedures."""
