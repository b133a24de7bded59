"""Add one more person to a round, such as a secretary appointed after it was drafted (S0-3.1-c)."""

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of, appointments, below
from guanmo.stages.rounds.domain.fill_round import own_organisations, participant_for
from guanmo.stages.rounds.domain.transition import lock_round
from guanmo.stages.rounds.errors import NotTakingPart, ReasonMissing, WrongStep
from guanmo.stages.rounds.models import Participant, Round
from guanmo.stages.rounds.rules import may_run


@transaction.atomic
def add_participant(round: Round, user: User, *, reason: str, by: User) -> Participant:
    """Put a holder of a post in the organiser's tree on the list. Adding a listed person again changes nothing.

    Raises NotAllowed, ReasonMissing, NotTakingPart (no post in the tree today), WrongStep (the scoring is over).
    """
    if not may_run(access_of(by), round.tier, round.organiser.path):
        raise NotAllowed(_("只有本轮的组织者可以增加参加人员。"))
    if not reason.strip():
        raise ReasonMissing(_("请写明增加参加人员的原因。"))
    if lock_round(round).scoring_is_over:
        raise WrongStep(_("打分已经结束，不能再增加参加人员。"))
    known = round.participants.filter(user=user).first()
    return known or _add(round, user, reason.strip(), by)


def _add(round: Round, user: User, reason: str, by: User) -> Participant:
    held = appointments().filter(below([round.organiser.path], "post__organisation__path"), user=user)
    first = held.order_by("post__organisation__path", "pk").first()
    if first is None:
        raise NotTakingPart(
            _("%(person)s在本辖区没有任职，不能参加本轮观摩。请先在“组织”中登记任职。") % {"person": user}
        )
    today = set(appointments().filter(user=user).values_list("post__organisation", flat=True))
    own = sorted(today.union(own_organisations(round).get(user.pk, ())))
    participant = participant_for(round, first, own)
    participant.save()
    record("participant.added", participant, by=by, reason=reason)
    return participant
