"""The steps of the county's guide beside a ledger, and the version from which they were taken (S4-4a)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from guanmo.method.ledger import Ledger
from guanmo.stages.documents.models import FiledPaper
from guanmo.stages.documents.queries import county_guides
from guanmo.stages.organisations.models import User


@dataclass(frozen=True, slots=True)
class Guide:
    """``paper`` is None where nobody said from which version the steps are; ``newer`` a version that came after it."""

    steps: Sequence[str]
    paper: FiledPaper | None
    newer: FiledPaper | None


def guide_of(user: User, ledger: Ledger) -> Guide | None:
    """What the guide says about this ledger; None where it says nothing."""
    if not ledger.guide:
        return None
    found = county_guides(user)
    paper = next((one for one in found if str(one.uuid) == ledger.guide_from), None)
    newest = next((one for one in found if paper and one.title == paper.title), None)
    return Guide(ledger.guide, paper, newest if newest != paper else None)


def guide_choices(user: User) -> list[tuple[str, str]]:
    """The versions that steps can be taken from, the newest first."""
    return [(str(one.uuid), name_of(one)) for one in county_guides(user)]


def name_of(paper: FiledPaper) -> str:
    """《操作指引》第2版."""
    return _("《%(title)s》第%(version)s版") % {"title": paper.title, "version": paper.version}
