"""What waits for each person, on one page."""
