"""Pages of stage documents."""
