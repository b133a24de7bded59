"""What each of these pages shows."""
