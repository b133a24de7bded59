"""Who may see and do what, written by hand from what the county's documents say of each office; never from the product.

The objects belong to village A1, to town A above it, or to the round that town A ran, in which village secretaries took part
(``tests.access.scene``). A row reads

    who gets an answer | who may send | who sees and is refused when sending : addresses

Everybody who is not named must find nothing (404). ``-`` is nobody.
"""

from collections.abc import Iterator
from dataclasses import dataclass

GROUPS = {
    "county": "county_head county_admin",
    "admin": "county_admin",
    "staff": "a_secretary a_officer",
    "leads": "a_secretary",
    "officer": "a_officer",
    "team": "a_member",
    "sent": "inspector guide",
    "own": "a1_secretary a1_recorder",
    "secretary": "a1_secretary",
    "part": "a_secretary a_officer a_member a1_secretary a2_secretary dissolved guest",
    "offices": "b_secretary z_secretary",
    "units": "a2_secretary ae_secretary g_secretary b1_secretary z1_secretary",
    "here": "county_head county_admin a_secretary a_officer a_member a1_secretary a1_recorder a2_secretary ae_secretary"
    " g_secretary b_secretary b_member b1_secretary sent line",
    "roles": "here z_secretary z1_secretary",
    "everybody": "roles guest other_guest member nobody former dissolved",
}

TABLE = """
# One's own organisation and everything below it is read; persons and papers of A1 are kept by itself, its town, the department.
county staff team sent own | - | - : organisations-detail organisations-standing records-organisation
county staff team sent own | - | - : indicators-organisation indicators-proof results-classes papers-file burden-organisation
county staff team sent own | - | - : record-books-of-organisation record-books-file goal-archives-file pairing-books
county staff team sent own | staff own admin | - : units-detail grids-detail
staff own admin | staff own admin | - : units-create units-close grids-create grids-end partnerships-create partnerships-side
staff own admin | staff own admin | - : partnerships-leave partnerships-rule partnerships-end
county staff team sent own a2_secretary | - | - : partnerships-detail
county staff team sent own | own | - : papers-list
- | staff admin | county_head team sent own : papers-receipt

# A secretary is judged and changed from above; a superior enters facts, contact points, changes of the setting.
staff admin | staff admin | - : holders-facts settings-change contact-points-create contact-points-end
leads admin | leads admin | - : holders-change

# Members: own organisation, its town, the county; a member the own page; the other town officials see organisations, not persons.
county staff own member | - | - : members-detail
county staff own | - | - : developments-detail
staff own admin | staff own admin | - : members-correct members-leave members-account members-return members-create
staff own admin | staff own admin | - : transfers-create floating-create life-create dues-correct dues-movement
staff own admin | staff own admin | - : developments-create developments-check developments-cultivation developments-kinship
staff own admin | staff own admin | - : posts-end posts-assign registrations-create trainings-create designations-create
staff own admin | staff own admin | - : reserves-create care-create
- | staff own admin | - : rosters-verify posts-publish
- | own | - : members-contact
own | own | - : floating-contact floating-end reserves-measure reserves-end
county staff own a2_secretary | county staff own a2_secretary | - : transfers-step
staff | staff | - : developments-step
staff admin | staff admin | - : registrations-service registrations-post registrations-end trainings-announce designations-end
staff ae_secretary line admin | staff ae_secretary line admin | - : designations-visit
county staff | staff admin | county_head : trainings-detail
- | staff admin | - : trainings-close
leads secretary | leads secretary | - : restricted-create restricted-step
staff own | staff own | - : care-act care-end

# Ledgers: a draft is its keepers' alone, and so are its papers.
staff own | - | - : records-month-file records-detail evidence-file
staff own | staff own | - : records-month records-edit records-correct
- | staff own | - : records-discard records-file records-sign-secretary records-sign-recorder records-sign-paper records-withdraw
- | staff own | - : records-close
- | staff own | - : records-return
- | - | staff own : records-promote
- | - | county staff team sent own : records-fixed-day
staff own offices a2_secretary ae_secretary b1_secretary z1_secretary line | = | - : records-create

# The department alone: tree, limits, ledgers, indicators, sheets, plans of visits.
admin | admin | - : organisations-import structure-limits members-limits ledgers-create ledgers-edit indicators-edit
admin | admin | - : regulations-create regulations-edit lines-create lines-body lines-end lines-assign
admin | admin | - : sheets-read sheets-heading sheets-section sheets-item rounds-plan
admin | - | - : organisations-template organisations-export organisations-preview organisations-errors sheets-detail sheets-blank
- | admin | - : organisations-confirmation holders-password ledgers-load sheets-load sheets-keep sheets-publish
- | admin | - : sheets-applicability sheets-discard rounds-unplan
- | admin | staff offices : teams-assign

# The round of town A: run by its secretary and officers, seen by who takes part, and when published by who was visited.
county part own ae_secretary sent line | - | - : rounds-detail results-list results-export results-reliability results-seal
county part own ae_secretary sent line | - | - : results-version
county part own ae_secretary sent line | - | - : results-standing findings-list notices-list documents-of-round documents-visit-sheet
county part | county part | - : participants-list
county part own sent | county part own sent | - : visits-detail
- | part | county own sent : visits-praise visits-finding
part | part | - : findings-create
- | staff | admin : visits-excuse visits-restore visits-close
staff admin | staff admin | - : rounds-edit
- | leads | officer admin : rounds-schedule rounds-draft rounds-open rounds-score filings-submit results-recount
- | leads | officer admin : documents-ranking-lists documents-receipts
- | staff | admin : participants-present documents-ledger
staff | - | - : rounds-proposals rounds-live rounds-held rounds-paper paper-detail
staff | - | - : rounds-conflicts judge-links
- | staff | - : held-readmit paper-confirm paper-return conflicts-decision judge-cards judge-links-revoke
staff | staff | - : rounds-import paper-enter conflicts-detail paper-print paper-print-judge
leads | leads | - : results-classify documents-bulletin documents-summary documents-progress
leads | - | - : jobs-detail jobs-file
- | leads | - : jobs-cancel
county staff | - | - : results-archive results-version-archive filings-detail filings-export
- | leads | admin : results-reopening
- | admin | county_head staff : filings-answer
own | own | - : objections-create
county staff own | - | - : objections-file
county staff own | staff admin | - : objections-detail
county staff own | - | - : documents-aggregate
county staff ?team | - | - : documents-ballot
- | - | - : participants-add teams-form results-seal-sign results-reopening-answer

# Cross rounds: each town names its teams, all towns read what the teams learned; inspections: the organiser and the county.
county staff offices | - | - : teams-list
county staff offices | - | county staff offices : teams-report
- | staff admin | offices : teams-disband
- | staff admin | b_secretary : practices-withdrawal
staff admin | staff admin | - : practices-create
staff inspector admin | staff inspector admin | - : inspected-create
county staff inspector | - | - : inspections-detail inspections-file
county staff | - | - : look-backs-detail look-backs-file
- | staff inspector admin | - : inspections-draw inspections-start
- | staff admin | - : look-backs-draw

# What must be put right: the ledger is kept by the town, answered by the organisation, accepted by nobody who answers.
county staff own | - | - : weak-detail self-checks-detail ledger-row attachments-file notices-detail documents-detail documents-file
- | staff admin | - : weak-staff weak-plan weak-step
staff | staff | - : rows-create
- | staff | - : findings-aside findings-restore problems-notice notices-issue
- | staff line | - : notices-issue-all
- | staff own | county : rows-submission rows-start
- | staff | county own : rows-sign-off rows-return rows-look-back rows-columns rows-cancellation
- | staff admin | county_head own : rows-reopening
- | staff own | county : notices-receipt
- | staff admin | county_head own : documents-withdraw
county staff own | county staff own | - : documents-figures
secretary | secretary | - : documents-plan
staff | staff | - : documents-letter documents-minutes
staff | - | - : templates-detail templates-preview
- | staff | - : templates-retire

# Lists: they are there for whoever works here, and hold what the person may see.
everybody auditor security system | - | - : overview
everybody | - | - : waiting organisations-list organisations-structure contact-points-list restricted-list
everybody | - | - : sheets-list rounds-list practices-list coverage coverage-progress documents-list
roles | - | - : leadership settings-list units-list grids-list lines-list partnerships-list members-list moves-list developments-list
roles | - | - : posts-list trainings-list designations-list records-due ledgers-list records-questions records-library
roles | - | - : indicators-list indicators-missing indicators-map indicators-detail inspections-list
here | - | - : practices-detail
roles | - | - : regulations-list objections-list filings-list weak-list reports-list
roles | - | roles : calendar
county staff team sent own offices a2_secretary ae_secretary line b1_secretary b_member z1_secretary | - | - : ledgers-detail
county staff team sent own a2_secretary ae_secretary line | = | - : documents-working-ledger
staff offices line admin | staff offices line admin | - : settings-confirm record-inspections
staff offices inspector admin | staff offices inspector admin | - : inspections-create
staff offices admin | staff offices admin | - : rounds-create
staff offices line admin | staff offices line admin | - : weak-create
staff offices admin | staff offices admin | - : templates-list
staff offices line admin | - | - : case-collections-of-library
staff offices line | staff offices line | - : criticisms-create
staff own offices units | staff own offices units | - : self-checks-create
own units | own units | - : members-by-phone
county staff offices | - | - : ledger-analysis burden
county staff offices | staff offices admin | - : look-backs-list
county staff own offices units line | - | - : problems-list ledger-list
county staff own offices units line | = | - : ledger-export
county staff own offices units line | = | - : dues-list
staff own offices units line admin | = | - : rosters-import
staff own offices units line admin | - | - : rosters-template rosters-preview rosters-errors
- | staff own offices units line admin | - : rosters-confirmation

# Three administrators apart: the head names them, security gives roles of work, the auditor alone reads the log, two open an account.
auditor | - | - : audit
- | auditor | - : audit-export
county security | - | - : grants-list
county_head security | = | - : grants-create
county_head | county_head | - : grants-end
admin | admin | - : grants-password
"""


@dataclass(frozen=True, slots=True)
class Expected:
    """For one address: who gets an answer, who may send, who sees it and is refused; ``maybe`` depends on the draw of ids."""

    sees: frozenset[str]
    acts: frozenset[str]
    refused: frozenset[str]
    maybe: frozenset[str]


def people(words: str) -> frozenset[str]:
    """The names of the accounts that these groups and names stand for."""
    found: set[str] = set()
    for word in words.replace("?", "").replace("-", "").split():
        found |= people(GROUPS[word]) if word in GROUPS else {word}
    return frozenset(found)


def rows(table: str, space: str) -> Iterator[tuple[str, Expected]]:
    """The addresses of a table, in this name space, with what is expected there."""
    for line in table.splitlines():
        if not line or line.startswith("#"):
            continue
        who, names = line.split(" : ")
        sees, acts, refused = (part.strip() for part in who.split(" | "))
        maybe = people(" ".join(word for word in sees.split() if word.startswith("?")))
        expected = Expected(people(sees) - maybe, people(sees if acts == "=" else acts), people(refused), maybe)
        for name in names.split():
            yield f"{space}{name}", expected


ORACLE = dict(rows(TABLE, "desk:"))
