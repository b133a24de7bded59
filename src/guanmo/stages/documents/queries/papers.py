"""Papers that organisations keep and hand in, and what is still owed (S2-3.6-a, S4-6d)."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from guanmo.lib.refusal import NotVisible
from guanmo.stages.documents.enums import REPORTS, PaperKind
from guanmo.stages.documents.models import FiledPaper
from guanmo.stages.organisations.enums import OBSERVED, Kind
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of, in_force, within_reach


@dataclass(frozen=True, slots=True)
class Kept:
    """One version of a paper; the newest version of a plan, rule or measure is the one in force."""

    paper: FiledPaper
    is_report: bool
    in_force: bool


_COUNTY_GUIDES = Q(kind=PaperKind.GUIDE, organisation__kind=Kind.ORGANISATION_DEPARTMENT)


def papers_visible_to(user: User) -> QuerySet[FiledPaper]:
    """The papers of the organisations that the user's posts reach, and the county's guides, by which everybody works."""
    seen = within_reach(user, "organisation__path")
    if access_of(user).grants:
        seen |= _COUNTY_GUIDES
    papers = FiledPaper.objects.filter(seen)
    return papers.select_related("organisation", "by", "receipt__by").defer("content")


def papers_of(user: User, organisation: Organisation) -> list[Kept]:
    """The register of one organisation: kind by kind, title by title, the newest version first."""
    found = list(papers_visible_to(user).filter(organisation=organisation))
    newest: dict[tuple[str, str], int] = {}
    for paper in found:
        newest.setdefault((paper.kind, paper.title), paper.version)
    return [
        Kept(one, one.kind in REPORTS, one.kind not in REPORTS and newest[one.kind, one.title] == one.version)
        for one in found
    ]


def paper_for(user: User, uuid: UUID) -> FiledPaper:
    """One paper as the user may see it; NotVisible when foreign or absent."""
    found = papers_visible_to(user).filter(uuid=uuid).first()
    if found is None:
        raise NotVisible
    return found


def county_guides(user: User) -> list[FiledPaper]:
    """Every version of the guides that the county's department filed, the newest first (S4-4a)."""
    return list(papers_visible_to(user).filter(_COUNTY_GUIDES).order_by("-dated", "-pk"))


WRITTEN_A_YEAR = 2
"""每年两次 (S2-3.6-a)."""


@dataclass(frozen=True, slots=True)
class ReportCount:
    """The reports of one organisation in one year; the same title of the same day is another version of one report."""

    organisation: Organisation
    regular: int
    major: int
    annual: int

    @property
    def missing(self) -> str:
        """What is still owed in words; "" when nothing is."""
        owed = WRITTEN_A_YEAR - self.regular
        parts = [_("书面报告%(count)d次") % {"count": owed}] if owed > 0 else []
        return _("，").join(parts + ([] if self.annual else [_("年度述职报告")]))


def report_counts(user: User, year: int) -> list[ReportCount]:
    """Every observed organisation that the user reaches with its reports of the year, in tree order."""
    filed = papers_visible_to(user).filter(dated__year=year).order_by()
    reports = filed.values_list("organisation_id", "kind", "title", "dated").distinct()
    counts = Counter((organisation, kind) for organisation, kind, _title, _dated in reports)
    observed = in_force().filter(within_reach(user), kind__in=OBSERVED)
    kinds = (PaperKind.WRITTEN_REPORT, PaperKind.MAJOR_REPORT, PaperKind.ANNUAL_REPORT)
    return [ReportCount(one, *(counts[one.pk, kind.value] for kind in kinds)) for one in observed]
