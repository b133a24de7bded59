"""Photos come in under their SHA-256, apart from the sheets that name them."""

from typing import Annotated

from django.http import FileResponse, HttpResponse
from django.utils.translation import gettext as _
from ninja import Path, Router

from guanmo.field.api.auth import JudgeRequest
from guanmo.field.api.bodies import JPEG, SHA256, body
from guanmo.field.api.problems import Problem, answer
from guanmo.stages.scoring.domain.store_photo import store_photo
from guanmo.stages.scoring.errors import PhotoRefused
from guanmo.stages.scoring.models.photo import path_of
from guanmo.stages.scoring.queries import photos_here

router = Router()
STATUS = {"damaged": 400, "too_large": 413, "too_many": 413}
Digest = Annotated[str, Path(pattern=SHA256)]


@router.put("/{digest}", openapi_extra=body("image/jpeg", JPEG))
def put_photo(request: JudgeRequest, digest: Digest) -> HttpResponse:
    """Store a JPEG of at most 1600 pixels without position and device: 201 stored now, 200 here already."""
    try:
        photo, is_new = store_photo(request.body, digest, by=request.auth.user)
    except PhotoRefused as refusal:
        raise Problem(STATUS.get(refusal.code, 422), refusal.code, str(refusal)) from refusal
    return answer({"digest": photo.digest, "size": photo.size}, 201 if is_new else 200)


@router.api_operation(["GET", "HEAD"], "/{digest}")
def get_photo(request: JudgeRequest, digest: Digest) -> HttpResponse | FileResponse:
    """A photo that the judge has sent; somebody else's is not there."""
    if digest not in photos_here(request.auth.user, [digest]):
        raise Problem(404, "not_found", _("没有这个内容。"))
    return FileResponse(path_of(digest).open("rb"), content_type="image/jpeg")
