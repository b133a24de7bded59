"""Say whose phone number this is: in the own organisation alone, with a reason, and every time it is logged (security.md 3.6)."""

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.members.domain.reveal_contact import why_looked
from guanmo.stages.members.errors import FactsRefused
from guanmo.stages.members.models import Member, indexes_of, phone_digits
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.organisations.rules import ORGANISATION_STAFF


@transaction.atomic
def find_by_phone(number: str, *, reason: str, by: User) -> list[Member]:
    """Whose contact detail is this whole number; who keeps no roster of the own finds nothing.

    Whoever may read a detail may ask: nothing is told that reading each would not. Raises NotAllowed, ReasonMissing, FactsRefused.
    """
    own = Organisation.objects.filter(pk__in=access_of(by).organisation_ids(*ORGANISATION_STAFF))
    said = why_looked(reason, allowed=bool(own))
    digits = phone_digits(number)
    if not digits:
        raise FactsRefused(_("请写完整的电话号码。"))
    near = Member.objects.filter(organisation__in=own, contact__index__in=indexes_of(digits)).select_related("contact")
    # What is sealed decides, not what stands beside.
    found = [one for one in near if phone_digits(one.contact.text) == digits]
    for one in found or own:  # the number itself stands in no log
        record("contact.searched", one, by=by, reason=said)
    return found
