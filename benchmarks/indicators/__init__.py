"""What the values of indicators cost: a county against loops and hand SQL, a write at two sizes, the start of the server."""
