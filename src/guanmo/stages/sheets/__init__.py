"""Stage sheets (评分表): by which yardstick."""
