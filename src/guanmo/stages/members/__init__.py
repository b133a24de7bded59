"""Stage members (党员): who belongs, and what is kept of life in the organisation."""
