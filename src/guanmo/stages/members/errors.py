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
