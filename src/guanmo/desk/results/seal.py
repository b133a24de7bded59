"""The seal of a round: its fingerprint for the paper, who confirmed it, and the archive that anyone can check."""

from dataclasses import dataclass
from uuid import UUID

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guanmo.desk.http import UserRequest
from guanmo.desk.results.versions import asking_of, lists_of, superseded, versions_of
from guanmo.lib.file_name import file_name
from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.results.domain.compare_with_log import Differences, compare_with_log
from guanmo.stages.results.domain.sign_seal import sign_seal
from guanmo.stages.results.enums import SealRole
from guanmo.stages.results.exporters.archive import archive_of
from guanmo.stages.results.models import Seal, SealSignature
from guanmo.stages.results.queries import archive_for, seal_for, seal_roles_of, signed_by_phones
from guanmo.stages.results.rules import may_take_archive
from guanmo.stages.rounds.queries import round_for
from guanmo.stages.scoring.queries import held_of

ENOUGH = 2


@dataclass(frozen=True, slots=True)
class Part:
    """One of the three who confirm: the signature, or whether the user may give it."""

    role: SealRole
    signature: SealSignature | None
    may_sign: bool


@require_safe
def seal(request: UserRequest, uuid: UUID, version: int | None = None) -> HttpResponse:
    """The page that is printed and signed on the spot; of an earlier version with the mark that it holds no longer."""
    round = round_for(request.user, uuid)
    found = seal_for(request.user, round, version)
    parts, (signed, sheets) = parts_of(request, found), signed_by_phones(found)
    context = {
        "round": round,
        "seal": found,
        "checkpoint": found.checkpoint,
        "root": found.checkpoint.root.hex(),
        "code": drawing_of(found),
        "signed": signed,
        "sheets": sheets,
        "parts": parts,
        "missing": max(ENOUGH - sum(one.signature is not None for one in parts), 0),
        "wrong": sentences(compare_with_log(found)),
        "may_take": may_take_archive(access_of(request.user), round.tier, round.organiser.path),
        "late": held_of(request.user, round),
        "superseded": superseded(found),
        "versions": versions_of(request.user, round, found),
        "lists": lists_of(request.user, found),
        "asking": asking_of(request.user, round),
    }
    return render(request, "desk/results/seal.html", context)


@require_POST
def sign(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Confirm the root that the page showed."""
    found = seal_for(request.user, round_for(request.user, uuid))
    role = request.POST.get("role", "")
    if role not in SealRole.values:
        raise NotVisible
    sign_seal(found, SealRole(role), root=request.POST.get("root", ""), by=request.user)
    messages.success(request, _("已确认。"))
    return redirect("desk:results-seal", uuid)


@require_safe
def archive(request: UserRequest, uuid: UUID, version: int | None = None) -> HttpResponse:
    """The archive as a zip file, of the newest version where none is named."""
    round = round_for(request.user, uuid)
    found = archive_for(request.user, round, version)
    response = HttpResponse(archive_of(found), content_type="application/zip")
    title = _("%(round)s封存档案") % {"round": round.title}
    name = file_name(title if found.version == 1 else f"{title}（{_('第%(version)d版') % {'version': found.version}}）")
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.zip") or ""
    response["Cache-Control"] = "private, no-store"
    return response


def parts_of(request: UserRequest, found: Seal) -> list[Part]:
    """The three parts in order, with what the user may still do."""
    given = {one.role: one for one in found.signatures.all()}
    roles = seal_roles_of(request.user, found)
    signed = any(one.by_id == request.user.pk for one in given.values())
    return [Part(role, given.get(role), role in roles and role not in given and not signed) for role in SealRole]


def drawing_of(found: Seal) -> SafeString:
    """The checkpoint as a QR code: name of the log, number of events, root."""
    code = segno.make(found.checkpoint.text, micro=False, error="m")
    return SafeString(code.svg_inline(border=0, omitsize=True, svgclass="qr"))


def sentences(found: Differences) -> list[str]:
    """What the database says otherwise than the seal, for people."""
    told = []
    if found.log:
        told.append(_("打分日志和封存时不一样：有事件被改过、少了或换了次序。"))
    if found.sheets:
        told.append(_("有%(count)d份评分表和收到时不一样。") % {"count": len(found.sheets)})
    if found.ranking:
        told.append(_("现在显示的名次和封存的名次不一样。"))
    return told
