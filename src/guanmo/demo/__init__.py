"""A clearly made-up county to try Guanmo on."""
