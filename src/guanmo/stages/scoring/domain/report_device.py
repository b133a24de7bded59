"""Keep what a judge's phone says about itself: how much is still only there (offline.md 3.2)."""

from dataclasses import asdict, dataclass
from uuid import UUID

from guanmo.stages.organisations.models import User
from guanmo.stages.scoring.models import DeviceReport


@dataclass(frozen=True, slots=True)
class Report:
    """Counts of what has not been acknowledged; ``clock_offset_ms`` = phone − server, a claim."""

    app: str
    unsent: int
    photos: int
    drafts: int
    persisted: bool | None
    clock_offset_ms: int


def report_device(device: UUID, report: Report, *, by: User) -> DeviceReport:
    """The latest report of each phone replaces the one before it; it decides nothing."""
    kept, _created = DeviceReport.objects.update_or_create(user=by, device=device, defaults=asdict(report))
    return kept
