"""The seal of a round: its log of events, the tree over it, and the signed checkpoint (docs/method/archive-format)."""
