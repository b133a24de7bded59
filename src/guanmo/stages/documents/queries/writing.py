"""What is still being written, and the offices' own forms for it."""

from uuid import UUID

from django.db.models import Q, QuerySet

from guanmo.lib.refusal import NotVisible
from guanmo.stages.documents.enums import Kind
from guanmo.stages.documents.models import DocumentTemplate, Draft
from guanmo.stages.documents.rules import KEEPERS, PLANNERS
from guanmo.stages.organisations.enums import Kind as OrganisationKind
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rounds.models import Round


def draft_of(user: User, kind: Kind, issuer: Organisation, round: Round | None) -> Draft | None:
    """What was written so far, for whoever holds a post over the issuer."""
    if not access_of(user).covers(issuer.path):
        return None
    return Draft.objects.select_related("by").filter(kind=kind, issuer=issuer, round=round).first()


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
