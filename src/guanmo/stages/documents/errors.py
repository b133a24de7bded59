"""Named refusals of stage documents."""

from guanmo.lib.refusal import Refused


class NotReady(Refused):
    """What the document would say does not exist yet."""

    code = "not_ready"


class AlreadyWithdrawn(Refused):
    """The document has been withdrawn."""

    code = "already_withdrawn"
