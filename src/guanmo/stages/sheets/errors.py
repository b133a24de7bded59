"""Named refusals of stage sheets."""

from guanmo.lib.refusal import Refused


class SheetDoesNotAddUp(Refused):
    """Item points do not add up to the section points, or the sections not to the total (S1-T-b, S1-T-c)."""

    code = "sheet_does_not_add_up"


class PointsOutOfRange(SheetDoesNotAddUp):
    """An item is worth nothing, or more than the whole sheet."""

    code = "points_out_of_range"


class SheetAsksAgain(Refused):
    """An item tells organisations to hand in what the system holds already (ask once)."""

    code = "sheet_asks_again"


class SheetPublished(Refused):
    """A published version never changes."""

    code = "sheet_published"


class DraftGone(Refused):
    """The draft was discarded or replaced while somebody worked on it."""

    code = "draft_gone"


class DraftTaken(Refused):
    """Somebody else kept a draft of the same sheet at the same moment."""

    code = "draft_taken"


class SheetTooLong(Refused):
    """A name or heading is longer than can be kept and printed."""

    code = "sheet_too_long"


class NoKinds(Refused):
    """A sheet that is for no kind of organisation cannot be published."""

    code = "no_kinds"


class KindClaimed(Refused):
    """Another sheet is in force for the same kind of organisation: the kind must decide the sheet (S0-A-b)."""

    code = "kind_claimed"


class NothingApplies(Refused):
    """A kind of organisation would be left without any item to score."""

    code = "nothing_applies"


class SheetsExist(Refused):
    """The shipped sheets are loaded into an empty county only."""

    code = "sheets_exist"


class WarningsOpen(Refused):
    """The reader's warnings must be confirmed by a person before the sheet is published."""

    code = "warnings_open"


class NoSheet(Refused):
    """No published sheet exists for this kind of organisation."""

    code = "no_sheet"


class DraftNotPrinted(Refused):
    """Only a published version may be printed and filled in."""

    code = "draft_not_printed"
