"""Named refusals of stage results."""

from guanmo.lib.refusal import Refused


class NotRanked(Refused):
    """The round has no ranking yet."""

    code = "not_ranked"


class NotClassified(Refused):
    """The classes are not confirmed yet, or a changed class has no reason."""

    code = "not_classified"


class AlreadyAnswered(Refused):
    """The filing has been answered by somebody else in the meantime."""

    code = "already_answered"


class WindowClosed(Refused):
    """Objections are taken only while the result is provisional."""

    code = "window_closed"


class StillProvisional(Refused):
    """The time for objections is not over, one is not answered, or changed lines are not counted yet."""

    code = "still_provisional"


class ContestsNothing(Refused):
    """The objection or its answer names no line that may be contested."""

    code = "contests_nothing"


class OwnSheet(Refused):
    """Whoever took off a contested point does not check it again."""

    code = "own_sheet"


class NothingToFile(Refused):
    """Rounds of the county itself are not filed with the county."""

    code = "nothing_to_file"


class ReopeningRefused(Refused):
    """The round is not opened again: what it gave is in other hands, an objection waits, or somebody asked or answered already."""

    code = "reopening_refused"


class SamePerson(Refused):
    """Whoever asked does not confirm, whatever posts he holds."""

    code = "same_person"


class SealRefused(Refused):
    """A confirmation of the seal was not taken: another root than the one shown, or confirmed already."""

    code = "seal_refused"
