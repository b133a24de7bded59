"""The register of issued documents: who sees which, and how it is searched."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from guanmo.lib.refusal import NotVisible
from guanmo.stages.documents.enums import WITH_RESULTS, Audience, DocumentState, Format, Kind
from guanmo.stages.documents.models import Document, DocumentFile
from guanmo.stages.organisations.enums import Role
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of, below
from guanmo.stages.organisations.rules import TOWNSHIP_STAFF
from guanmo.stages.results.models import Filing, Seal
from guanmo.stages.rounds.models import Round

_ORGANISATION_STAFF = frozenset({Role.ORG_SECRETARY, Role.ORG_RECORDER})


def visible_to(user: User) -> QuerySet[Document]:
    """Documents to everybody in the county, to the own township, or to the own organisation; the county sees all."""
    access = access_of(user)
    documents = Document.objects.select_related(
        "issuer", "organisation", "round", "withdrawal__by", "withdrawal__notice", "issued_by"
    )
    documents = documents.prefetch_related(Prefetch("files", DocumentFile.objects.defer("content")))
    if access.is_county:
        return documents.filter(below(access.counties, "issuer__path"))
    staff = below((g.path for g in access.grants if g.role in TOWNSHIP_STAFF), "issuer__path")
    addressed = Q(organisation__in=access.organisation_ids(*_ORGANISATION_STAFF)) | below(
        (g.path for g in access.grants if g.role in TOWNSHIP_STAFF), "organisation__path"
    )
    whole_county = Q(audience=Audience.COUNTY) & below({grant.county for grant in access.grants}, "issuer__path")
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


def with_the_result_of(round: Round) -> QuerySet[Document]:
    """Every document that prints scores, ranks or classes of a round, also what was withdrawn."""
    return Document.objects.filter(round=round, kind__in=WITH_RESULTS)


def seal_replaced_since(user: User, document: Document) -> Seal | None:
    """The seal of the version whose result a document prints, when that was opened again since; else None."""
    seen = visible_to(user).filter(pk=document.pk, kind__in=WITH_RESULTS)
    since = Seal.objects.filter(round__in=seen.values("round"), reopened_by__at__gt=document.issued_at)
    since = since.order_by("version")
    return since.select_related("reopened_by__reopening__by", "reopened_by__by").first()


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
