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


class NothingToFile(Refused):
    """Rounds of the county itself are not filed with the county."""

    code = "nothing_to_file"


class SealRefused(Refused):
    """A confirmation of the seal was not taken: another root than the one shown, or confirmed already."""

    code = "seal_refused"
