"""SQLite for Django, with writers that stand in line: ``ENGINE = "guanmo.lib.fair_sqlite3"``."""
