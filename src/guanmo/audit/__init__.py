"""Who did what when: append-only, knows no domain noun."""
