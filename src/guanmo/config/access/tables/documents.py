"""Stage documents: the register, issuing, papers, templates, printed sheets."""

from guanmo.config.access.rule import FORM, READ, SEND, rules
from guanmo.config.access.who import OFFICE, PLANNERS, READERS, ROLE, SUPERIOR, TAKES_PART, WORKS

TABLE = rules(
    (WORKS, READ, "documents-list"),
    (ROLE, READ, "documents-detail documents-file reports-list papers-file"),
    (ROLE, FORM, "documents-figures papers-list"),
    (ROLE, SEND, "documents-withdraw papers-receipt"),
    (OFFICE, SEND, "templates-retire"),
    (OFFICE, FORM, "templates-list"),
    (OFFICE, READ, "templates-detail templates-preview"),
    (ROLE, READ, "jobs-detail jobs-file"),
    (ROLE, SEND, "jobs-cancel"),
    (TAKES_PART, READ, "documents-of-round"),
    (OFFICE, SEND, "documents-ranking-lists documents-receipts documents-ledger"),
    (OFFICE, FORM, "documents-bulletin documents-summary documents-progress"),
    (ROLE, FORM, "documents-working-ledger"),
    (ROLE, READ, "record-books-of-organisation record-books-file goal-archives-file"),
    (SUPERIOR, READ, "case-collections-of-library"),
    (PLANNERS, FORM, "documents-plan"),
    (OFFICE, FORM, "documents-letter documents-minutes"),
    (TAKES_PART, READ, "documents-ballot documents-visit-sheet"),
    (READERS, READ, "documents-aggregate"),
)
