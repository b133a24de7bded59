"""Stage organisations: the tree, structure, the audit log, what is asked of everybody."""

from guanmo.config.access.rule import FORM, READ, SEND, rules
from guanmo.config.access.who import (
    ADMIN,
    AUDITOR,
    GIVERS,
    GRANTS,
    KEEPERS,
    OFFICES,
    REVIEWERS,
    ROLE,
    SUPERIOR,
    WORKS,
)

TABLE = rules(
    (WORKS, READ, "organisations-list organisations-structure"),
    (ROLE, READ, "organisations-detail organisations-standing"),
    (ADMIN, FORM, "organisations-import structure-limits regulations-create regulations-edit"),
    (ADMIN, FORM, "lines-create lines-body lines-end lines-assign"),
    (ADMIN, READ, "organisations-template organisations-export organisations-preview organisations-errors"),
    (ADMIN, SEND, "organisations-confirmation holders-password"),
    (
        ROLE,
        READ,
        "leadership regulations-list settings-list units-list grids-list lines-list partnerships-list partnerships-detail",
    ),
    (WORKS, READ, "contact-points-list"),
    (ROLE, FORM, "holders-facts units-detail grids-detail"),
    (REVIEWERS, FORM, "holders-change"),
    (SUPERIOR, FORM, "settings-confirm settings-change contact-points-create contact-points-end"),
    (KEEPERS, FORM, "units-create units-close grids-create grids-end"),
    (KEEPERS, FORM, "partnerships-create partnerships-side partnerships-leave partnerships-rule partnerships-end"),
    (OFFICES, READ, "burden"),
    (ROLE, READ, "burden-organisation"),
    (GRANTS, READ, "grants-list"),
    (GIVERS, FORM, "grants-create grants-end"),
    (ADMIN, FORM, "grants-password"),
    (AUDITOR, READ, "audit"),
    (AUDITOR, SEND, "audit-export"),
)
