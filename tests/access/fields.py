"""Every name under which an address takes the id of something, by hand; and the plain names that no form of ours declares.

Numbers, uuids and items in a name are written ``#``. What an address reads and stands in neither list fails the test.
"""

TABLE = """
Organisation: units-create.located_in units-create.organisation units-detail.organisation grids-create.members
Organisation: grids-detail.members holders-change.decided_by settings-confirm.organisations settings-change.approved_by
Organisation: contact-points-create.organisation partnerships-create.organisation partnerships-side.organisation
Organisation: grants-create.organisation transfers-create.target floating-create.host registrations-create.community
Organisation: rounds-create.organiser rounds-create.targets rounds-edit.targets inspections-create.organisations
LineBody: lines-assign.body lines-assign.other
Organisation: weak-create.organisation criticisms-create.organisation self-checks-create.organisation look-backs-list.unit
Organisation: templates-list.unit teams-form.sender teams-assign.target record-inspections.organisations
User: contact-points-create.leader care-create.helper weak-staff.person teams-form.leader teams-form.members
User: participants-add.person
SelfCheck: holders-change.self_check weak-create.self_check
EvidenceFile: records-create.held-photo records-create.held-plan records-create.held-paper records-create.held-minutes
EvidenceFile: records-create.held-report records-edit.held-photo records-edit.held-plan
Organisation: records-create.branch records-create.called lines-create.place lines-create.host
Organisation: records-create.point records-create.reported records-create.target records-create.village
User: records-create.author records-create.chair records-create.lead records-create.leader records-create.lecturer
User: records-create.secretary records-create.person records-create.reporter records-create.head
Record: records-create.practice records-create.plan records-create.rule
EvidenceFile: records-correct.held-photo records-correct.held-plan
BallotDeduction: objections-create.lines
BallotVersion: conflicts-decision.chosen conflicts-decision.seen
InspectedOrganisation: inspected-create.organisation
Item: findings-create.item
Participant: judge-cards.only judge-cards.person judge-links-revoke.only judge-links-revoke.person
Team: teams-assign.team
"""
"""What each is the id of: the kind, then the addresses with the name."""

PLAIN = """
action another answer attendance-# check-text comment-text confirmed conflict dice exempt finding finding_type inspected_on
listen-text look-text more override_reason period place places points-# praise problem-TOTAL_FORMS reason reason-# save seen
veto-# opinion day code
since until key thing person recorder secretary village community sheet#-reading guide_from
conflicts-detail.chosen
"""
"""Texts, numbers, days and words of a fixed list. ``seen`` is a stamp; ``sheet#-reading`` is signed."""

STATES = "desk:results-seal-sign desk:results-reopening-answer"
"""Nobody may send there in the state in which the round of the matrix is; a role, a reason and a yes are all they take."""

NEVER_SENT = "RegisterFilter LedgerFilterForm KeepForm ProblemForm ReceiptForm AttendanceForm PasswordForm"
"""Forms that only ask by GET, or whose fields are texts and words of a list: read, and found to hold no id."""
