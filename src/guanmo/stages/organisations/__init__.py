"""Stage organisations (组织): who exists, who holds which post, who may act."""
