"""Named refusals of stage organisations."""

from guanmo.lib.refusal import Refused


class NotAllowed(Refused):
    """The user's posts do not allow this act on this object (which the user may see)."""

    code = "not_allowed"


class WrongParent(Refused):
    """The superior organisation is not of a kind that may stand above this one (S0-1-b)."""

    code = "wrong_parent"


class SeatTaken(Refused):
    """A single-seat post already has a holder on that day."""

    code = "seat_taken"


class TreeRefused(Refused):
    """A tree with at least one wrong cell: nothing of it was written."""

    code = "tree_refused"


class GrantRefused(Refused):
    """What stands against giving or ending a role: the days, the organisation, what the account holds already."""

    code = "grant_refused"


class UploadGone(Refused):
    """The file kept between preview and confirmation has expired or belongs to another person."""

    code = "upload_gone"


class StructureRefused(Refused):
    """What was written about a unit, grid, contact point, partnership or appointment does not fit."""

    code = "structure_refused"


class AccountUnknown(Refused):
    """The office's own login names somebody who has no account here."""

    code = "account_unknown"
