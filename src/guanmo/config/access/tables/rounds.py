"""Stages rounds and scoring: rounds, participants, visits, and how sheets are taken in."""

from guanmo.config.access.rule import FORM, READ, SEND, rules
from guanmo.config.access.who import INSPECTION, OFFICE, ROLE, TAKES_PART, WORKS

TABLE = rules(
    (WORKS, READ, "rounds-list"),
    (TAKES_PART, READ, "rounds-detail"),
    (OFFICE, FORM, "rounds-create rounds-edit rounds-plan"),
    (OFFICE, SEND, "rounds-schedule rounds-draft rounds-open rounds-score rounds-unplan"),
    (TAKES_PART, FORM, "participants-list"),
    (OFFICE, SEND, "participants-present participants-add"),
    (OFFICE, READ, "judge-links"),
    (OFFICE, SEND, "judge-cards judge-links-revoke"),
    (ROLE, READ, "teams-list"),
    (OFFICE, SEND, "teams-form teams-assign teams-disband"),
    (TAKES_PART, FORM, "teams-report"),
    (WORKS, READ, "practices-list"),
    (ROLE, READ, "practices-detail"),
    (OFFICE, FORM, "practices-create"),
    (OFFICE, SEND, "practices-withdrawal"),
    (ROLE, FORM, "calendar"),
    (ROLE, READ, "inspections-list inspections-detail inspections-file"),
    (INSPECTION, FORM, "inspections-create"),
    (INSPECTION, SEND, "inspections-draw inspections-start"),
    (TAKES_PART, FORM, "visits-detail"),
    (TAKES_PART, SEND, "visits-praise visits-finding"),
    (OFFICE, SEND, "visits-excuse visits-restore visits-close"),
    (WORKS, READ, "coverage coverage-progress"),
    (OFFICE, READ, "rounds-live rounds-held rounds-paper paper-detail rounds-conflicts"),
    (OFFICE, FORM, "paper-print paper-print-judge"),
    (OFFICE, SEND, "held-readmit paper-confirm paper-return conflicts-decision"),
    (OFFICE, FORM, "rounds-import paper-enter conflicts-detail"),
)
