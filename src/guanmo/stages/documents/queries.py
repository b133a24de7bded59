"""Reads of stage documents."""

from uuid import UUID

from django.db.models import Q, QuerySet

from guanmo.lib.refusal import NotVisible
from guanmo.stages.documents.enums import Audience, Format
from guanmo.stages.documents.models import Document, DocumentFile
from guanmo.stages.organisations.enums import Role
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of, below
from guanmo.stages.organisations.rules import TOWNSHIP_STAFF

_ORGANISATION_STAFF = frozenset({Role.ORG_SECRETARY, Role.ORG_RECORDER})


def visible_to(user: User) -> QuerySet[Document]:
    """Documents to everybody in the county, to the own township, or to the own organisation; the county sees all."""
    access = access_of(user)
    documents = Document.objects.select_related("issuer", "organisation", "round", "withdrawal")
    if access.is_county:
        return documents
    staff = below((g.path for g in access.grants if g.role in TOWNSHIP_STAFF), "issuer__path")
    addressed = Q(organisation__in=access.organisation_ids(*_ORGANISATION_STAFF)) | below(
        (g.path for g in access.grants if g.role in TOWNSHIP_STAFF), "organisation__path"
    )
    whole_county = Q(audience=Audience.COUNTY) if access.grants else Q(pk__in=[])
    issuers = {grant.path[:8] for grant in access.grants}
    own_township = Q(audience=Audience.TOWNSHIP, issuer__path__in=issuers)
    return documents.filter(staff | addressed | whole_county | own_township)


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
