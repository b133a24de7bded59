"""When a contact point was visited last, as the ledger of these visits says (S2-3.3-e)."""

from datetime import date

from guanmo.stages.organisations.models import User
from guanmo.stages.records.queries.records import counting, values_of, visible_to


def last_contact_visits(user: User) -> dict[str, date]:
    """By the uuid of the organisation: the day of the newest visit that the user may read."""
    rows = counting(visible_to(user).filter(type__code="contact_point_visit")).prefetch_related("supplements")
    return {str(values_of(one).get("point")): one.held_on for one in rows.order_by("held_on", "pk")}
