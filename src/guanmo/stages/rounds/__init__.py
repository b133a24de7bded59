"""Stage rounds (观摩): who visits whom, when."""
