"""Small things without a domain noun: refusals, periods, fields. Could be a library of its own."""
