"""Fill a round from the posts and the tree: who takes part and whom it visits (S0-3.1-c, S0-3.1-e).

Done when the round is drafted, and again when it is scheduled: posts and organisations may have changed in between.
"""

from collections.abc import Iterable, Sequence

from django.db.models import ProtectedError
from django.utils.translation import override

from guanmo.stages.organisations.enums import LEADERSHIP_TEAM, OBSERVED, VILLAGE_LEVEL, Duty, Kind
from guanmo.stages.organisations.models import Appointment, Organisation
from guanmo.stages.organisations.queries import appointments, below, subordinates
from guanmo.stages.rounds.enums import Attendance, Tier
from guanmo.stages.rounds.models import Participant, Round, Visit
from guanmo.stages.sheets.queries import in_force

VILLAGE_DUTIES = (Duty.SECRETARY, Duty.FULL_TIME_DEPUTY_SECRETARY)


def add_participants(round: Round) -> None:
    """Add every holder of a post that takes part and does not stand on the list yet."""
    listed = set(round.participants.values_list("user", flat=True))
    held = [one for one in first_of_each_person(_expected(round)) if one.user_id not in listed]
    own = own_organisations(round)
    Participant.objects.bulk_create(participant_for(round, one, own[one.user_id]) for one in held)


def drop_who_left(round: Round) -> None:
    """Take off a draft's list who has no post any more, neither today nor when the round starts.

    Whose phone was already connected stays on it as absent: the link then opens nothing that can be scored.
    """
    in_post = {user for day in (round.starts_on, None) for user in appointments(day).values_list("user", flat=True)}
    for one in round.participants.exclude(user__in=in_post):
        try:
            one.delete()
        except ProtectedError:
            one.attendance, one.absence_reason = Attendance.ABSENT, "已不在任"
            one.save(update_fields=["attendance", "absence_reason"])


def own_organisations(round: Round) -> dict[int, list[int]]:
    """For each user the ids of all organisations in which a post is held when the round starts (D33)."""
    own: dict[int, list[int]] = {}
    for user_id, organisation_id in appointments(round.starts_on).values_list("user_id", "post__organisation_id"):
        own.setdefault(user_id, []).append(organisation_id)
    return own


def participant_for(round: Round, appointment: Appointment, own: list[int]) -> Participant:
    """An unsaved participant whom this post brings to the round."""
    organisation = appointment.post.organisation
    with override("zh-hans"):  # stored, so it must not depend on who schedules the round
        post = f"{organisation.short_name}{appointment.post.get_duty_display()}"
    return Participant(round=round, user=appointment.user, organisation=organisation, own_organisations=own, post=post)


def _expected(round: Round) -> list[Appointment]:
    """The holders of the posts that take part (S0-3.1-c); for the county round the secretaries and deputies (S0-3.3-a)."""
    held = appointments(round.starts_on).order_by("post__organisation__path", "pk")
    reach = below([round.organiser.path], "post__organisation__path")
    if round.tier == Tier.INTERNAL:
        team = held.filter(post__organisation=round.organiser, post__duty__in=LEADERSHIP_TEAM)
        village = held.filter(reach, post__organisation__kind__in=VILLAGE_LEVEL, post__duty__in=VILLAGE_DUTIES)
        return [*team, *village]
    if round.tier == Tier.CROSS:
        return []  # they come with their teams
    leaders = (Duty.SECRETARY, Duty.DEPUTY_SECRETARY)
    kinds = (Kind.TOWN, Kind.TOWNSHIP, Kind.STREET)
    return list(held.filter(reach, post__organisation__kind__in=kinds, post__duty__in=leaders))


def first_of_each_person(held: Sequence[Appointment]) -> list[Appointment]:
    """One appointment a person, the first: nobody stands twice on a participant list."""
    return list({appointment.user_id: appointment for appointment in reversed(held)}.values())[::-1]


def subordinates_to_visit(round: Round) -> Iterable[Organisation]:
    """Every village, community and two-new organisation of the township that the round does not visit yet."""
    return subordinates(round.organiser, OBSERVED).exclude(pk__in=round.visits.values("organisation"))


def add_visits(round: Round, organisations: Iterable[Organisation]) -> None:
    """One visit for each organisation, with the sheet that its kind decides (S0-A-b)."""
    sheets = in_force()
    Visit.objects.bulk_create(
        Visit(round=round, organisation=organisation, sheet=sheets.get(Kind(organisation.kind)))
        for organisation in organisations
    )


def take_sheets_in_force(round: Round) -> None:
    """Give every visit the newest published sheet of its kind; after scheduling the sheet stays."""
    sheets = in_force()
    visits = list(round.visits.select_related("organisation", "sheet"))
    changed = [visit for visit in visits if visit.sheet != sheets.get(Kind(visit.organisation.kind))]
    for visit in changed:
        visit.sheet = sheets.get(Kind(visit.organisation.kind))
    Visit.objects.bulk_update(changed, ["sheet"])
