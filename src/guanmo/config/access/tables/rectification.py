"""Stage rectification: findings, the ledger, notices, look-backs, weak organisations."""

from guanmo.config.access.rule import FORM, READ, SEND, rules
from guanmo.config.access.who import (
    INSPECTION,
    LEADS_CASES,
    LEDGER,
    OFFICE,
    OFFICES,
    READERS,
    READS_CASES,
    ROLE,
    SUPERIOR,
    TAKES_PART,
)
from guanmo.desk.rectification.steps import STEPS

TABLE = rules(
    (TAKES_PART, READ, "findings-list"),
    (TAKES_PART, FORM, "findings-create"),
    (LEDGER, FORM, "rows-create"),
    (LEDGER, SEND, "findings-aside findings-restore"),
    (READS_CASES, READ, "weak-list weak-detail"),
    (SUPERIOR, FORM, "weak-create"),
    (OFFICE, SEND, "weak-staff"),
    (LEADS_CASES, SEND, "weak-plan weak-step"),
    (READERS, READ, "problems-list self-checks-detail"),
    (LEDGER, SEND, "problems-notice"),
    (LEDGER, FORM, "criticisms-create"),
    (INSPECTION, FORM, "inspected-create"),
    (READERS, FORM, "self-checks-create"),
    (OFFICES, FORM, "look-backs-list"),
    (ROLE, READ, "look-backs-detail look-backs-file"),
    (OFFICE, SEND, "look-backs-draw"),
    (READERS, READ, "ledger-list ledger-row attachments-file"),
    (READERS, FORM, "ledger-export"),
    (OFFICES, READ, "ledger-analysis"),
    (READERS, SEND, " ".join(f"rows-{step.name}" for step in STEPS)),
    (TAKES_PART, READ, "notices-list"),
    (LEDGER, SEND, "notices-issue notices-issue-all"),
    (READERS, READ, "notices-detail"),
    (READERS, SEND, "notices-receipt"),
)
