"""The shell that scores without a network, its service worker, and the paths of old links to visits."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import check_for_language
from django.views.decorators.http import require_safe

from guanmo.field.shell import manifest, shell_map, shell_page, worker_script
from guanmo.lib.page_policy import policy_with


@login_not_required
@require_safe
def shell(request: HttpRequest) -> HttpResponse:
    """The page of all judges; what it shows comes from the API and from the phone's own store."""
    response = HttpResponse(shell_page())
    response.headers["Content-Security-Policy"] = policy_with(shell_map().digest)
    return _always_asked(response)


@login_not_required
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, whose scope is the folder that it lies in; ``?language=`` because browsers ask without cookies."""
    asked = request.GET.get("language", "")
    with translation.override(asked if check_for_language(asked) else translation.get_language()):
        return _always_asked(HttpResponse(worker_script(), content_type="text/javascript; charset=utf-8"))


@login_not_required
@require_safe
def home_screen(request: HttpRequest) -> HttpResponse:
    """The manifest by which a home screen takes the page for an app."""
    return _always_asked(JsonResponse(manifest(), content_type="application/manifest+json"))


@login_not_required
@require_safe
def visit(request: HttpRequest, visit: UUID) -> HttpResponse:
    """A link to one visit: the shell decides what is to be shown of it."""
    return HttpResponseRedirect(f"{reverse('field:duties')}#/visit/{visit}")


@login_not_required
@require_safe
def correction(request: HttpRequest, visit: UUID) -> HttpResponse:
    """A link to the correction of one visit's sheet."""
    return HttpResponseRedirect(f"{reverse('field:duties')}#/visit/{visit}/correction")


def _always_asked(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-cache"
    return response
