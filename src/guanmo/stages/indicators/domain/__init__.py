"""Acts of stage indicators."""
