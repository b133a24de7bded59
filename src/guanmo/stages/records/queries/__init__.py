"""Reads of stage records. Every read for a person starts from ``visible_to``."""

from guanmo.stages.records.queries.asked_once import held_already
from guanmo.stages.records.queries.book import in_the_book
from guanmo.stages.records.queries.burden import LedgerCost, costs_below, twice_below
from guanmo.stages.records.queries.contacts import last_contact_visits
from guanmo.stages.records.queries.due import LedgerDue, due_of
from guanmo.stages.records.queries.names import (
    below_without,
    day_of,
    holders_of,
    leaders_of,
    off_day,
    organisations_below,
    records_to_name,
    was_secretary,
    words_of,
)
from guanmo.stages.records.queries.oversight import InspectionLine, inspection_lines, ledgers_called_in, library_for
from guanmo.stages.records.queries.questions import Question, Questions, questions_for
from guanmo.stages.records.queries.records import (
    another_of_the_period,
    counting,
    drafts_of,
    enters,
    file_for,
    files_of,
    is_closed,
    is_withdrawn,
    keeps,
    last_of,
    listed,
    promotable,
    reads,
    record_for,
    records_about,
    unsigned,
    values_of,
    visible_to,
    was_filed,
)
from guanmo.stages.records.queries.terms import terms
from guanmo.stages.records.queries.types import in_force, ledger_for, ledgers_for, ledgers_of

__all__ = [
    "InspectionLine",
    "LedgerCost",
    "LedgerDue",
    "Question",
    "Questions",
    "another_of_the_period",
    "below_without",
    "costs_below",
    "counting",
    "day_of",
    "drafts_of",
    "due_of",
    "enters",
    "file_for",
    "files_of",
    "held_already",
    "holders_of",
    "in_force",
    "in_the_book",
    "inspection_lines",
    "is_closed",
    "is_withdrawn",
    "keeps",
    "last_contact_visits",
    "last_of",
    "leaders_of",
    "ledger_for",
    "ledgers_called_in",
    "ledgers_for",
    "ledgers_of",
    "library_for",
    "listed",
    "off_day",
    "organisations_below",
    "promotable",
    "questions_for",
    "reads",
    "record_for",
    "records_about",
    "records_to_name",
    "terms",
    "twice_below",
    "unsigned",
    "values_of",
    "visible_to",
    "was_filed",
    "was_secretary",
    "words_of",
]
