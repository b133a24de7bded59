"""The facts of indicators as tables outside the database: snapshots in Parquet, and sums over them by DuckDB.

Tables in, tables out: no Django, no rule of who may see what. Only the command line imports this; DuckDB never enters the
web process (docs/decisions/0019-snapshots-of-facts.md).
"""
