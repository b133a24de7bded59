"""Named refusals of stage documents."""

from guanmo.lib.refusal import Refused


class NotReady(Refused):
    """What the document would say does not exist yet."""

    code = "not_ready"


class AlreadyWithdrawn(Refused):
    """The document has been withdrawn."""

    code = "already_withdrawn"


class BasisUnclear(Refused):
    """A line of a plan's basis does not name a document."""

    code = "basis_unclear"


class DraftChanged(Refused):
    """Somebody else saved the draft meanwhile."""

    code = "draft_changed"


class JobRunning(Refused):
    """The same long work is under way."""

    code = "job_running"


class AlreadyReceived(Refused):
    """The report has been received."""

    code = "already_received"
