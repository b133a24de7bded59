"""The register of regulations: what was shipped, and over it what the county checked or added (S4-23d)."""

from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.content import CITED
from guanmo.stages.organisations.models import Regulation, User


def regulations(user: User) -> list[Regulation]:
    """Each as it stands today, the shipped ones first; one that nobody checked has no ``pk``. Every user reads them."""
    del user
    found = {
        one.code: Regulation(
            code=one.code,
            title=one.title,
            issuer=one.issuer,
            valid_from=one.valid_from,
            cited_as=one.cited_as,
            note=one.note,
        )
        for one in CITED
    }
    found |= {one.code: one for one in Regulation.objects.select_related("by").order_by("pk")}
    return list(found.values())


def regulation_for(user: User, code: str) -> Regulation:
    """One of them; NotVisible when there is none of this code."""
    found = next((one for one in regulations(user) if one.code == code), None)
    if found is None:
        raise NotVisible
    return found


def _decided_by(code: str) -> tuple[str, ...]:
    return next((one.decides for one in CITED if one.code == code), ())


def bases_of(user: User) -> dict[str, Regulation]:
    """By limit (stage, check) the regulation on which it rests; those that the county chooses freely are not there."""
    return {name: one for one in regulations(user) for name in _decided_by(one.code)}
