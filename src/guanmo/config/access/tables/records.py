"""Stages records and indicators: ledgers, evidence, and what follows from them."""

from guanmo.config.access.rule import FORM, READ, SEND, rules
from guanmo.config.access.who import ADMIN, KEEPERS, ROLE, SUPERIOR

TABLE = rules(
    (ROLE, READ, "records-due records-organisation ledgers-list ledgers-detail records-detail evidence-file"),
    (ROLE, READ, "records-questions records-library pairing-books"),
    (ADMIN, FORM, "ledgers-create ledgers-edit"),
    (ADMIN, SEND, "ledgers-load"),
    (KEEPERS, FORM, "records-create records-edit records-correct records-month"),
    (KEEPERS, READ, "records-month-file"),
    (ROLE, SEND, "records-file records-fixed-day records-return records-withdraw records-close records-promote"),
    (ROLE, SEND, "records-sign-secretary records-sign-recorder records-sign-paper"),
    (KEEPERS, SEND, "records-discard"),
    (SUPERIOR, FORM, "record-inspections"),
    (ROLE, READ, "indicators-list indicators-missing indicators-map indicators-detail"),
    (ROLE, READ, "indicators-organisation indicators-proof rounds-proposals"),
    (ADMIN, FORM, "indicators-edit"),
)
