"""Named refusals of stage members."""

from guanmo.lib.refusal import Refused


class FactsRefused(Refused):
    """What was written about a member cannot be so."""

    code = "facts_refused"


class CodeTaken(Refused):
    """Another member has this internal number."""

    code = "code_taken"


class AlreadyLeft(Refused):
    """The member no longer stands on the roster."""

    code = "already_left"


class ReasonMissing(Refused):
    """An act that is logged with its reason was asked for without one."""

    code = "reason_missing"


class RosterRefused(Refused):
    """A roster with at least one wrong cell: nothing of it was written."""

    code = "roster_refused"


class WrongStep(Refused):
    """The case does not stand where this step begins, or something that must be there before is missing."""

    code = "wrong_step"


class AlreadyOpen(Refused):
    """There is one already that is not over."""

    code = "already_open"


class ChangedSince(Refused):
    """Somebody else changed the same thing after it was shown."""

    code = "changed_since"


class DuesRefused(Refused):
    """What was written about dues cannot be so."""

    code = "dues_refused"


class PostRefused(Refused):
    """The post does not fit the member, or the member did not agree."""

    code = "post_refused"
