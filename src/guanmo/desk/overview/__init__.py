"""The first page: what stands where, and what is to be done."""
