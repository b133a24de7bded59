"""Stage members: the roster and everything that is held about persons."""

from guanmo.config.access.rule import FORM, READ, SEND, rules
from guanmo.config.access.who import ADMIN, KEEPERS, MEMBER, ORGANISATION, READERS, ROLE, SECRETARY, WORKS

TABLE = rules(
    (ROLE, READ, "members-list moves-list developments-list posts-list"),
    (READERS, READ, "developments-detail"),
    (ROLE, READ, "trainings-list designations-list"),
    (MEMBER, READ, "members-detail"),
    (ADMIN, FORM, "members-limits"),
    (ORGANISATION, SEND, "members-contact"),
    (ORGANISATION, FORM, "members-by-phone"),
    (KEEPERS, FORM, "members-create members-correct members-leave members-account members-return"),
    (KEEPERS, FORM, "rosters-import"),
    (KEEPERS, READ, "rosters-template rosters-preview rosters-errors"),
    (KEEPERS, SEND, "rosters-confirmation rosters-verify"),
    (READERS, FORM, "transfers-step dues-list trainings-detail developments-check developments-step"),
    (KEEPERS, FORM, "transfers-create floating-create floating-contact floating-end life-create"),
    (KEEPERS, FORM, "dues-correct dues-movement"),
    (KEEPERS, FORM, "developments-create developments-cultivation developments-kinship"),
    (KEEPERS, FORM, "posts-assign posts-end"),
    (KEEPERS, SEND, "posts-publish trainings-close"),
    (KEEPERS, FORM, "registrations-create registrations-service registrations-post registrations-end"),
    (KEEPERS, FORM, "trainings-create trainings-announce"),
    (KEEPERS, FORM, "designations-create designations-visit designations-end"),
    (READERS, FORM, "reserves-create reserves-measure reserves-end"),
    (WORKS, READ, "restricted-list"),
    (SECRETARY, FORM, "restricted-create restricted-step"),
    (KEEPERS, FORM, "care-create care-end"),
    (WORKS, FORM, "care-act"),
)
