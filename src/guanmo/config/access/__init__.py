"""Who may come to which address at all: one declared rule for each, held against the URL configuration at the start.

A rule is coarse. It says which kinds of accounts have any business there; which objects one of them sees is decided by
``visible_to`` of the stages, and each act asks its own rule again (docs/decisions/0017).
"""
