"""What the pages of members answer."""
