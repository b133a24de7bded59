"""Words for values of indicators."""
