"""The ledgers that Guanmo ships: what both score sheets and the county's plans need, as data (S1-V, S1-E, S2, S3, S4)."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

FILES = (
    "life", "study", "meetings", "decisions", "work", "reports", "members", "service", "funds", "venues", "publicity",
    "cobuilding",
)  # fmt: skip


@cache
def shipped_ledgers() -> tuple[Mapping[str, Any], ...]:
    """Their plain forms, group by group."""
    folder = resources.files("guanmo.stages.records") / "data"
    texts = [(folder / f"{name}.toml").read_text(encoding="utf-8") for name in FILES]
    return tuple(ledger for text in texts for ledger in tomllib.loads(text)["ledger"])
