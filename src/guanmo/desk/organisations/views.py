"""The pages that show organisations: the tree, one organisation, and what stands wrong in the tree."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from guanmo.desk.http import UserRequest
from guanmo.desk.organisations.detail import detail
from guanmo.desk.organisations.gaps import structure_gaps
from guanmo.desk.organisations.listing import tree_of
from guanmo.stages.organisations.domain.check_structure import structure_defects
from guanmo.stages.organisations.queries import access_of, organisation_for
from guanmo.stages.organisations.rules import may_import_tree


def organisations_list(request: UserRequest) -> HttpResponse:
    """The tree by township, of one kind (``?kind=``) and with this in name or code (``?q=``)."""
    tree = tree_of(request.user, request.GET.get("kind", ""), request.GET.get("q", "").strip())
    context = {"tree": tree, "may_import": may_import_tree(access_of(request.user))}
    return render(request, "desk/organisations/organisations_list.html", context)


def organisations_detail(request: UserRequest, uuid: UUID) -> HttpResponse:
    organisation = organisation_for(request.user, uuid)
    return render(request, "desk/organisations/organisations_detail.html", detail(request.user, organisation))


def structure(request: UserRequest) -> HttpResponse:
    """Branches and groups in a wrong place (S1-V-1.3), and who lacks what an organisation must have (S2-2.2.1)."""
    context = {"defects": structure_defects(request.user), "gaps": structure_gaps(request.user)}
    return render(request, "desk/organisations/structure.html", context)
