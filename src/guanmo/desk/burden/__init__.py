"""The burden meter: what is asked of the basic level, by whom, by which clause, and which visits could be one."""
