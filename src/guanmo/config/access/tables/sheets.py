"""Stage sheets: everybody with a role reads the published ones, the department writes them."""

from guanmo.config.access.rule import FORM, READ, SEND, rules
from guanmo.config.access.who import ADMIN, ROLE, WORKS

TABLE = rules(
    (WORKS, READ, "sheets-list"),
    (ROLE, READ, "sheets-detail sheets-blank"),
    (ADMIN, FORM, "sheets-read sheets-heading sheets-section sheets-item"),
    (ADMIN, SEND, "sheets-load sheets-keep sheets-publish sheets-applicability sheets-discard"),
)
