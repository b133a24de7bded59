"""What the pages of stage rounds show, ready for the templates."""
