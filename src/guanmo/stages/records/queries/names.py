"""The words behind what a record only points to: post holders, organisations, other records."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from guanmo.method.ledger import POINTING
from guanmo.stages.organisations.enums import LEADERSHIP_TEAM, Duty
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import appointments, in_force, visible_to
from guanmo.stages.records.enums import kinds_of
from guanmo.stages.records.models import Record
from guanmo.stages.records.queries.records import counting, values_of

Choices = list[tuple[str, str]]


def holders_of(organisation: Organisation, day: date | None = None) -> Choices:
    """Who held a post in the organisation on ``day`` (today when None), the secretary first, as (uuid, name and duty)."""
    held = appointments(day).filter(post__organisation=organisation).order_by("pk")
    found = sorted(held, key=lambda one: one.post.duty != Duty.SECRETARY)
    return list({str(one.user.uuid): f"{one.user.name}（{one.post.get_duty_display()}）" for one in found}.items())


def leaders_of(organisation: Organisation, day: date | None = None) -> Choices:
    """Those of ``holders_of`` who lead beside the secretary: each of them answers for a field of work (S3-1.2-c)."""
    held = appointments(day).filter(post__organisation=organisation, post__duty__in=LEADERSHIP_TEAM - {Duty.SECRETARY})
    there = {str(one.user.uuid) for one in held}
    return [one for one in holders_of(organisation, day) if one[0] in there]


def was_secretary(record: Record, holder: str) -> bool:
    """Whether this person was the organisation's secretary on the day of the record (S2-3.2-d)."""
    held = appointments(record.held_on).filter(post__organisation=record.organisation, post__duty=Duty.SECRETARY)
    return any(str(one.user.uuid) == holder for one in held)


def organisations_below(organisation: Organisation, of: Iterable[str] = ()) -> Choices:
    """What stands below an organisation (or everything, for a department), of these kinds, as (uuid, short name)."""
    found = in_force().exclude(pk=organisation.pk)
    found = found.filter(path__startswith=organisation.path) if organisation.numchild else found
    kinds = [str(kind) for kind in kinds_of(tuple(of))]
    found = found.filter(kind__in=kinds) if kinds else found
    return [(str(one.uuid), one.short_name) for one in found]


def records_to_name(organisation: Organisation, codes: Iterable[str]) -> Choices:
    """Records that another one may point to: those of the organisation and of what stands below it."""
    found = Record.objects.filter(type__code__in=list(codes), organisation__path__startswith=organisation.path)
    return [
        (str(one.uuid), f"{one.organisation.short_name}：{one}")
        for one in counting(found).select_related("organisation")
    ]


def words_of(record: Record) -> dict[str, str]:
    """The words for every key that stands in a field which points to somebody or something; free text is never looked up."""
    keys = list(_keys(record))
    if not keys:
        return {}
    found = {str(one.uuid): one.name for one in User.objects.filter(uuid__in=keys)}
    found |= {str(one.uuid): one.short_name for one in Organisation.objects.filter(uuid__in=keys)}
    return found | {str(one.uuid): str(one) for one in Record.objects.filter(uuid__in=keys)}


def _keys(record: Record) -> Iterable[UUID]:
    values = values_of(record)
    for asked in record.type.ledger.fields:
        held = values.get(asked.name) if asked.kind in POINTING else None
        for one in held if isinstance(held, list) else [held]:
            try:
                yield UUID(str(one))
            except ValueError:  # nothing written, or "other"
                continue


def below_without(user: User, record: Record, of: Iterable[str], named: Iterable[str]) -> list[str]:
    """The organisations below that a record does not name, such as secretaries who did not report (S3-1.2-b)."""
    chosen = set(named)
    seen = {str(one) for one in visible_to(user).values_list("uuid", flat=True)}
    return [word for key, word in organisations_below(record.organisation, of) if key not in chosen and key in seen]


def day_of(organisation: Organisation, code: str) -> int | None:
    """The organisation's fixed day of the month for a ledger; None when none was fixed (S4-4d)."""
    newest = organisation.fixed_days.filter(code=code).order_by("-pk").first()
    return newest.day if newest else None


def off_day(record: Record, day: int | None) -> bool:
    """Whether it was held on another day than the fixed one; the last day of a short month stands for the 31st."""
    if day is None or record.type.ledger.rhythm is None or not record.type.ledger.rhythm.fixed_day:
        return False
    return record.held_on.day != min(day, _days_in(record.held_on))


def _days_in(day: date) -> int:
    after = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return (after - date(day.year, day.month, 1)).days
