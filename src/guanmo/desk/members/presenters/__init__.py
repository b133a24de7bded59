"""What the pages of members show."""
