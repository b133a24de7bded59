"""Who is calling: a judge with a session, or a phone that a judge's personal link has bound (security.md L7)."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.field.api.problems import Problem
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.scoring.domain.finished import Channel
from guanmo.stages.scoring.domain.judge_link import digest_of
from guanmo.stages.scoring.queries import judge_by_key

KEY_COOKIE = "guanmo_device"
SAFE = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True, slots=True)
class Judge:
    """The caller. ``only_round`` is the id of the one round that a bound phone may score; None for a session."""

    user: User
    only_round: int | None = None

    @property
    def channel(self) -> Channel:
        return Channel(only_round=self.only_round)


class JudgeRequest(HttpRequest):
    """A request that ``as_judge`` let in."""

    auth: Judge


def as_judge(request: HttpRequest) -> Judge:
    """Let the caller in. Raises Problem 403, or 401: nobody is known, an administrator, not the sheets' judge."""
    if request.method not in SAFE and "X-Guanmo" not in request.headers:
        raise Problem(403, "header", _("请求缺少必要的标记，请从打分页面提交。"))
    judge = by_key(request) or _by_session(request)
    if judge is None:
        raise Problem(401, "login", _("请先登录，或用本轮的打分二维码重新打开。内容都在本机。"))
    if access_of(judge.user).administration:  # a link bound before the account became one still holds
        raise Problem(401, "login", _("系统、安全、审计管理员不打分。内容都在本机，请联系本轮组织者。"))
    named = request.headers.get("X-Judge", "")
    if named and named != str(judge.user.uuid):
        raise Problem(401, "other_judge", _("这部手机上现在登录的是另一位评委。您的内容还在本机，请本人登录后再提交。"))
    return judge


def by_key(request: HttpRequest) -> Judge | None:
    """The judge whose phone this is, when a personal link bound it and still holds."""
    key = request.COOKIES.get(KEY_COOKIE)
    participant = judge_by_key(digest_of(key), timezone.localdate()) if key else None
    return Judge(participant.user, participant.round_id) if participant and participant.user.is_active else None


def _by_session(request: HttpRequest) -> Judge | None:
    if not isinstance(request.user, User):
        return None
    # The user itself, not the stand-in for it: a hundred looks at it would each go through that.
    return Judge(getattr(request.user, "_wrapped", request.user))
