"""Guanmo (观摩): a county's grassroots Party-building evaluation year, from the organisation tree to the bulletin."""

__version__ = "0.1.0"
