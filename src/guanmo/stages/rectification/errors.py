"""Named refusals of stage rectification."""

from guanmo.lib.refusal import Refused


class RowIncomplete(Refused):
    """One of the first five columns is empty (S1-L-a)."""

    code = "row_incomplete"


class WrongRowStep(Refused):
    """The row is not in a state from which this step is possible; perhaps somebody else was faster."""

    code = "wrong_step"


class OwnRow(Refused):
    """Whoever rectified neither looks back nor accepts (S0-3.1-p)."""

    code = "own_row"


class NothingToDraw(Refused):
    """There are fewer signed-off rows than are to be drawn."""

    code = "nothing_to_draw"


class NothingToNotify(Refused):
    """The organisation has no entered rows for a notice."""

    code = "nothing_to_notify"


class NoProblem(Refused):
    """The finding asks for no rectification, or its place in the ledger is settled already."""

    code = "no_problem"


class EnteredAlready(Refused):
    """The same matter of the same finding stands in the ledger: the button was pressed twice, or somebody was faster."""

    code = "entered_already"


class LimitPassed(Refused):
    """The time limit lies before today, so that the row would be overdue as it is entered or issued."""

    code = "limit_passed"
