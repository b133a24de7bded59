"""What comes into stage scoring as a file."""
