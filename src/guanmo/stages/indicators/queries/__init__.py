"""Reads of stage indicators: values, the rows that prove them, sums over the tree, and what is missing."""

from guanmo.stages.indicators.queries.definitions import definition_for, definition_titles_for, in_force, sources
from guanmo.stages.indicators.queries.facts import above_each, county_facts, definitions_text, unreadable
from guanmo.stages.indicators.queries.gaps import Gap
from guanmo.stages.indicators.queries.pages import (
    Summary,
    area_for,
    board_for,
    history_for,
    missing_for,
    parts_for,
    proof_for,
    summaries_for,
    totals_for,
    year_for,
)
from guanmo.stages.indicators.queries.proof import ProofRow
from guanmo.stages.indicators.queries.proposals import ItemFact, facts_of, proposals_for
from guanmo.stages.indicators.queries.readings import (
    Reading,
    Wanted,
    readings_of,
)

__all__ = [
    "Gap",
    "ItemFact",
    "ProofRow",
    "Reading",
    "Summary",
    "Wanted",
    "above_each",
    "area_for",
    "board_for",
    "county_facts",
    "definition_for",
    "definition_titles_for",
    "definitions_text",
    "facts_of",
    "history_for",
    "in_force",
    "missing_for",
    "parts_for",
    "proof_for",
    "proposals_for",
    "readings_of",
    "sources",
    "summaries_for",
    "totals_for",
    "unreadable",
    "year_for",
]
