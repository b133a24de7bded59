"""Reads of stage documents."""

from dataclasses import dataclass
from uuid import UUID

from django.apps import apps
from django.db.models import Prefetch, Q, QuerySet

from guanmo.lib.refusal import NotVisible
from guanmo.stages.documents.enums import Audience, DocumentState, Format, JobState, Kind
from guanmo.stages.documents.models import Document, DocumentFile, DocumentTemplate, Draft, Job
from guanmo.stages.documents.rules import KEEPERS, PLANNERS
from guanmo.stages.organisations.enums import Kind as OrganisationKind
from guanmo.stages.organisations.enums import Role
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of, below
from guanmo.stages.organisations.rules import TOWNSHIP_STAFF
from guanmo.stages.results.models import Filing
from guanmo.stages.rounds.models import Round
from guanmo.stages.rounds.rules import may_lead

_ORGANISATION_STAFF = frozenset({Role.ORG_SECRETARY, Role.ORG_RECORDER})


def visible_to(user: User) -> QuerySet[Document]:
    """Documents to everybody in the county, to the own township, or to the own organisation; the county sees all."""
    access = access_of(user)
    documents = Document.objects.select_related(
        "issuer", "organisation", "round", "withdrawal__by", "withdrawal__notice", "issued_by"
    )
    documents = documents.prefetch_related(Prefetch("files", DocumentFile.objects.defer("content")))
    if access.is_county:
        return documents
    staff = below((g.path for g in access.grants if g.role in TOWNSHIP_STAFF), "issuer__path")
    addressed = Q(organisation__in=access.organisation_ids(*_ORGANISATION_STAFF)) | below(
        (g.path for g in access.grants if g.role in TOWNSHIP_STAFF), "organisation__path"
    )
    whole_county = Q(audience=Audience.COUNTY) if access.grants else Q(pk__in=[])
    issuers = {grant.path[: 2 * Organisation.steplen] for grant in access.grants}
    own_township = Q(audience=Audience.TOWNSHIP, issuer__path__in=issuers)
    return documents.filter(staff | addressed | whole_county | own_township)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the register is filtered by; an empty value leaves everything."""

    kind: str = ""
    state: str = ""
    words: str = ""


def register(user: User, wanted: Wanted) -> QuerySet[Document]:
    """The documents that a user may see, the newest first."""
    documents = visible_to(user)
    if wanted.kind:
        documents = documents.filter(kind=wanted.kind)
    if wanted.state:
        documents = documents.filter(withdrawal__isnull=wanted.state == DocumentState.ISSUED)
    if wanted.words:
        words = Q(title__icontains=wanted.words) | Q(number__icontains=wanted.words)
        documents = documents.filter(words | Q(issuer__name__icontains=wanted.words))
    return documents


def documents_of_round(user: User, round: Round) -> QuerySet[Document]:
    """The documents of one round that the user may see, the newest first."""
    return visible_to(user).filter(round=round)


def filing_report_of(user: User, filing: Filing) -> Document | None:
    """The report issued with a filing; None when the user may not see it."""
    return visible_to(user).filter(kind=Kind.FILING, number=filing.number).first()


def document_for(user: User, uuid: UUID) -> Document:
    """One document as the user may see it; NotVisible when foreign or absent."""
    found = visible_to(user).filter(uuid=uuid).first()
    if found is None:
        raise NotVisible
    return found


def file_for(user: User, uuid: UUID, format: Format) -> DocumentFile:
    """The bytes of a document that the user may see; NotVisible when foreign or absent."""
    found = DocumentFile.objects.filter(document=document_for(user, uuid), format=format).first()
    if found is None:
        raise NotVisible
    return found


def draft_of(user: User, kind: Kind, issuer: Organisation, round: Round | None) -> Draft | None:
    """What was written so far, for whoever holds a post over the issuer."""
    if not access_of(user).covers(issuer.path):
        return None
    return Draft.objects.select_related("by").filter(kind=kind, issuer=issuer, round=round).first()


@dataclass(frozen=True, slots=True)
class Traced:
    """A printed figure beside what its source says today; ``now`` is None where the source is no single row."""

    label: str
    text: str
    source: str
    now: str | None

    @property
    def same(self) -> bool:
        return self.now is None or self.now == self.text


def traced(user: User, uuid: UUID) -> list[Traced]:
    """Every figure of a document that the user may see, beside its source: one query for each column that was read."""
    document = document_for(user, uuid)
    sources = {figure["source"] for figure in document.figures}
    today = _values(sources)
    return [Traced(one["label"], one["text"], one["source"], today.get(one["source"])) for one in document.figures]


def _values(sources: set[str]) -> dict[str, str]:
    """What stands in the rows and columns named ``app.Model/pk/field``; other sources are left out."""
    columns: dict[tuple[str, str], list[str]] = {}
    for source in sources:
        if source.count("/") == 2:
            model, pk, field = source.split("/")
            columns.setdefault((model, field), []).append(pk)
    values: dict[str, str] = {}
    for (model, field), pks in columns.items():
        rows = apps.get_model(model)._default_manager.filter(pk__in=pks).values_list("pk", field)
        values |= {f"{model}/{pk}/{field}": str(value) for pk, value in rows}
    return values


def template_for(issuer: Organisation, kind: str) -> DocumentTemplate | None:
    """The office's own form for a kind of document; None when it has none or has put it away."""
    owners = Q(owner=issuer)
    if issuer.kind == OrganisationKind.COUNTY:  # its department keeps its forms
        owners |= Q(owner__kind=OrganisationKind.ORGANISATION_DEPARTMENT, owner__path__startswith=issuer.path)
    newest = DocumentTemplate.objects.filter(owners, kind=kind).order_by("-version").first()
    return newest if newest is not None and not newest.retired else None


def templates_visible_to(user: User) -> QuerySet[DocumentTemplate]:
    """The templates of the offices in which the user may keep them, newest version first."""
    offices = access_of(user).organisation_ids(*KEEPERS)
    return DocumentTemplate.objects.filter(owner__in=offices).select_related("owner", "by").defer("content")


def own_template(user: User, uuid: UUID) -> DocumentTemplate:
    """One template as the user may see it; NotVisible when foreign or absent."""
    found = templates_visible_to(user).filter(uuid=uuid).first()
    if found is None:
        raise NotVisible
    return found


def planning_units(user: User) -> QuerySet[Organisation]:
    """The organisations whose implementation plan the user may issue."""
    own = access_of(user).organisation_ids(*PLANNERS)
    organisations: QuerySet[Organisation] = Organisation.objects.filter(pk__in=own)
    return organisations


def template_units(user: User) -> QuerySet[Organisation]:
    """The offices whose templates the user keeps; the department keeps those of the county, in whose name it issues."""
    own = access_of(user).organisation_ids(*KEEPERS)
    organisations: QuerySet[Organisation] = Organisation.objects.filter(pk__in=own)
    return organisations


def open_jobs() -> QuerySet[Job]:
    """The jobs that wait or that somebody is at, the oldest first; for the workers."""
    waiting = Job.objects.filter(state__in=[JobState.WAITING, JobState.RUNNING]).order_by("pk")
    return waiting.select_related("round__organiser", "by")


def job_for(user: User, uuid: UUID) -> Job:
    """One job of a round that the user leads; NotVisible when foreign or absent."""
    found = Job.objects.select_related("round__organiser", "by").filter(uuid=uuid).first()
    if found is None or not may_lead(access_of(user), found.round.tier, found.round.organiser.path):
        raise NotVisible
    return found
