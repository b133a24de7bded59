"""Who takes part in a round, and who may still be added."""

from django.db.models import QuerySet

from guanmo.stages.organisations.models import Appointment, User
from guanmo.stages.organisations.queries import appointments, below
from guanmo.stages.rounds.models import Participant, Round
from guanmo.stages.rounds.queries.reads import visible_to


def participants_of(user: User, round: Round) -> QuerySet[Participant]:
    """The participants of a round that the user may see, in the order of the tree."""
    found = Participant.objects.filter(round=round, round__in=visible_to(user))
    return found.select_related("user", "organisation")


def addable_people(user: User, round: Round) -> QuerySet[Appointment]:
    """Post holders of the organiser's tree who do not take part yet, with the post that would bring them there."""
    taking_part = participants_of(user, round).values("user")
    held = appointments().filter(below([round.organiser.path], "post__organisation__path"))
    return held.exclude(user__in=taking_part).order_by("post__organisation__path", "post__duty", "pk")
