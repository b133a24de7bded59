"""Stage results: rankings, seals, classes, filings and objections."""

from guanmo.config.access.rule import FORM, READ, SEND, rules
from guanmo.config.access.who import COUNTY, LEADERS, OFFICE, OFFICES, ORGANISATION, ROLE, TAKES_PART

TABLE = rules(
    (TAKES_PART, READ, "results-list results-export results-reliability results-seal results-version results-standing"),
    (ROLE, SEND, "results-seal-sign"),
    (OFFICES, READ, "results-archive results-version-archive"),
    (LEADERS, SEND, "results-reopening"),
    (COUNTY, SEND, "results-reopening-answer"),
    (LEADERS, FORM, "results-classify"),
    (ROLE, READ, "results-classes"),
    (OFFICE, SEND, "filings-submit results-recount"),
    (ROLE, READ, "filings-list"),
    (OFFICES, READ, "filings-detail filings-export"),
    (OFFICES, SEND, "filings-answer"),
    (ORGANISATION, FORM, "objections-create"),
    (ROLE, READ, "objections-list objections-file"),
    (ROLE, FORM, "objections-detail"),
)
