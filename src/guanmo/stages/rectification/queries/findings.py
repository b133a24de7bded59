"""Findings of a round: who sees them, and which problems have no ledger row yet (S0-3.1-m)."""

from uuid import UUID

from django.db.models import Q, QuerySet

from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.enums import TOWNSHIP_LEVEL, Duty
from guanmo.stages.organisations.models import Organisation, SecretaryChange, User
from guanmo.stages.organisations.queries import access_of, appointments, below, in_force, within_reach
from guanmo.stages.organisations.rules import ORGANISATION_STAFF, SUPERIORS, TOWNSHIP_STAFF, may_review_secretaries
from guanmo.stages.rectification.enums import PROBLEMS, Source
from guanmo.stages.rectification.models import Finding, SelfCheck
from guanmo.stages.rounds.enums import SCORING_OVER, Tier
from guanmo.stages.rounds.models import Inspection, Round, Visit
from guanmo.stages.sheets.models import Item


def findings_visible_to(user: User) -> QuerySet[Finding]:
    """The findings that a user may see: the county all, an observer the own ones, a township and who leads a line those on
    their organisations, an organisation those of its self-checks.

    Of a round that others organise they see them once the scoring is over: then they keep the ledger for them.
    """
    access = access_of(user)
    findings = Finding.objects.select_related(
        "organisation", "visit__round__organiser", "inspection__organiser", "self_check", "item__section", "by"
    )
    if access.is_county:
        return findings.filter(below(access.counties, "organisation__path"))
    below_them = below((g.path for g in access.grants if g.role in SUPERIORS), "organisation__path")
    runs = Q(visit__round__tier=Tier.INTERNAL) & below(
        (g.path for g in access.grants if g.role in TOWNSHIP_STAFF), "organisation__path"
    )
    due = Q(visit=None) | runs | Q(visit__round__state__in=SCORING_OVER)
    own = Q(source=Source.SELF_CHECK, organisation__in=access.organisation_ids(*ORGANISATION_STAFF))
    return findings.filter((below_them & due) | own | Q(by=user))


def finding_for(user: User, uuid: UUID) -> Finding:
    """One finding with its rows, as the user may see it; NotVisible when foreign or absent."""
    found = findings_visible_to(user).prefetch_related("rows").filter(uuid=uuid).first()
    if found is None:
        raise NotVisible
    return found


def findings_of_round(user: User, round: Round) -> QuerySet[Finding]:
    """The findings of one round that the user may see, with their rows, by organisation and item."""
    return findings_visible_to(user).filter(visit__round=round).prefetch_related("rows")


def findings_elsewhere(user: User) -> QuerySet[Finding]:
    """What was found outside the rounds, by organisation: on inspections, by self-checks, by criticism."""
    return findings_visible_to(user).filter(visit=None).prefetch_related("rows")


def findings_of_inspection(user: User, inspection: Inspection) -> list[Finding]:
    """What one inspection found, as far as the user may see it, by organisation."""
    return list(findings_visible_to(user).filter(inspection=inspection).prefetch_related("rows"))


def self_checks_of(user: User) -> QuerySet[SelfCheck]:
    """The self-checks that the user may see: within reach, newest first, each with its problems (S4-5d)."""
    seen = SelfCheck.objects.filter(within_reach(user, "organisation__path"))
    return seen.select_related("organisation", "by").prefetch_related("findings__rows")


def self_check_for(user: User, uuid: UUID) -> SelfCheck:
    """One self-check as the user may see it; NotVisible when foreign or absent."""
    found = self_checks_of(user).filter(uuid=uuid).first()
    if found is None:
        raise NotVisible
    return found


def changes_on(user: User, check: SelfCheck) -> list[SecretaryChange]:
    """The changes of secretary that rest on a self-check, for the few who may know why (kept_out.md 8)."""
    if not may_review_secretaries(access_of(user), check.organisation.path):
        return []
    return [one.change for one in check.changes.select_related("change__decided_by", "change__appointment__user")]


def self_checking_for(user: User) -> QuerySet[Organisation]:
    """The organisations whose self-check the user may write down: the own ones, for a township those on paper below it."""
    access = access_of(user)
    township = below(g.path for g in access.grants if g.role in TOWNSHIP_STAFF) & ~Q(kind__in=TOWNSHIP_LEVEL)
    return in_force().filter(Q(pk__in=access.organisation_ids(*ORGANISATION_STAFF)) | township)


def criticised_by(user: User) -> QuerySet[Organisation]:
    """The organisations that the user may criticise: all below the own township, or of the own line."""
    paths = [grant.path for grant in access_of(user).grants if grant.role in SUPERIORS]
    return in_force().filter(below(paths)).exclude(kind__in=TOWNSHIP_LEVEL)


def without_row(findings: QuerySet[Finding]) -> QuerySet[Finding]:
    """Problems that have no ledger row and were not set aside (S0-3.1-m)."""
    return findings.filter(finding_type__in=PROBLEMS, rows=None, set_aside="")


def next_without_row(user: User, finding: Finding) -> tuple[Finding | None, int]:
    """The next problem that waits for its row, and how many wait; from the top again after the last.

    Those of the same round, or of a finding from elsewhere all from elsewhere.
    """
    alike = findings_of_round(user, finding.visit.round) if finding.visit else findings_elsewhere(user)
    waiting = list(without_row(alike))
    order = list(alike.values_list("pk", flat=True))
    place = {pk: number for number, pk in enumerate(order)}
    others = [one for one in waiting if one.pk != finding.pk]
    after = [one for one in others if place[one.pk] > place[finding.pk]]
    return next(iter(after or others), None), len(waiting)


def responsible_person_of(organisation: Organisation) -> str:
    """The name of the organisation's secretary today, the first proposal for 责任人; empty when the post is vacant."""
    held = appointments().filter(post__organisation=organisation, post__duty=Duty.SECRETARY).first()
    return held.user.name if held else ""


def items_of(visit: Visit) -> QuerySet[Item]:
    """The items of the sheet by which a visit is scored, in printed order; none for a visit that is not scored."""
    items = Item.objects.filter(section__sheet=visit.sheet_id) if visit.sheet_id else Item.objects.none()
    return items.select_related("section").order_by("section__position", "no")
