"""How organisations are set up: leadership and terms, units, grids, contact points, partnerships."""
