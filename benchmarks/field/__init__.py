"""How fast sheets and photos are received, beside the same rows written with nothing around them."""
