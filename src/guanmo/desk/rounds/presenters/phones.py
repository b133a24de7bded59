"""What the judges' phones last said of themselves: how much is only there, and what could go wrong with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from guanmo.stages.organisations.models import User
from guanmo.stages.rounds.models import Round
from guanmo.stages.scoring.models import DeviceReport
from guanmo.stages.scoring.queries import reports_of

CLOCK_MINUTES = 5
"""A phone's clock may be this far off before anybody is told; it decides nothing."""
_MINUTE = 60_000


@dataclass(frozen=True, slots=True)
class Phones:
    """All phones of one judge. ``at`` is the oldest of their last contacts: what is known is no newer."""

    user: User
    unsent: int
    photos: int
    drafts: int
    at: datetime
    warnings: Sequence[str]

    @property
    def ago(self) -> str:
        """How long ago, in words."""
        if timezone.now() - self.at < timedelta(minutes=1):
            return _("刚刚")
        return _("%(time)s前") % {"time": timesince(self.at, depth=1)}


def phones_of(user: User, round: Round) -> list[Phones]:
    """One entry for each judge whose phone has been in contact; none for who does not run the round."""
    by_judge: dict[int, list[DeviceReport]] = {}
    for report in reports_of(user, round):
        by_judge.setdefault(report.user_id, []).append(report)
    return [_phones(reports) for reports in by_judge.values()]


def _phones(reports: Sequence[DeviceReport]) -> Phones:
    holding = [one for one in reports if one.unsent or one.photos or one.drafts] or reports[:1]
    return Phones(
        user=reports[0].user,
        unsent=sum(one.unsent for one in reports),
        photos=sum(one.photos for one in reports),
        drafts=sum(one.drafts for one in reports),
        at=min(one.at for one in holding),
        warnings=list(dict.fromkeys(_warnings(holding))),
    )


def _warnings(reports: Iterable[DeviceReport]) -> Iterable[str]:
    for report in reports:
        minutes = (
            report.clock_offset_ms // _MINUTE if report.clock_offset_ms > 0 else -report.clock_offset_ms // _MINUTE
        )
        if abs(report.clock_offset_ms) > CLOCK_MINUTES * _MINUTE:
            way = (
                _("手机时间快了约%(minutes)d分钟") if report.clock_offset_ms > 0 else _("手机时间慢了约%(minutes)d分钟")
            )
            yield way % {"minutes": minutes}
        if report.persisted is False:
            yield _("手机可能自动清理未发出的内容")
