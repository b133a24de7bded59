"""What became of a sheet, as the phone is told: the acknowledgement names the id and the SHA-256 of what is stored."""

from typing import Any

from guanmo.field.receipt import SHOWN, minute
from guanmo.stages.scoring.queries import SheetState


def to_json(state: SheetState) -> dict[str, Any]:
    """The state for the phone; ``total`` is what the server computed, a decimal string."""
    version = state.version
    return {
        "id": str(state.id),
        "digest": state.digest,
        "state": str(state.state),
        "code": state.code,
        "message": state.message,
        "visit": str(state.visit) if state.visit else None,
        "previous": str(version.previous) if version and version.previous else None,
        "total": f"{version.total:.2f}" if version and version.total is not None else None,
        "received_at": state.at.isoformat(),
        "received": minute(state.at),
        "number": state.digest[:SHOWN].upper(),
        "missing": list(state.missing),
        "signed": bool(version and version.signature),
    }
