"""Named refusals of stage rounds."""

from guanmo.lib.refusal import Refused


class WrongStep(Refused):
    """The round or visit is not in a state from which this step is possible."""

    code = "wrong_step"


class LeaderMissing(Refused):
    """An internal round is led by the sitting secretary of the township's own committee (S0-3.1-a)."""

    code = "leader_missing"


class TierOrder(Refused):
    """Tiers open in the order internal, cross, county demonstration (S0-2-b)."""

    code = "tier_order"


class VisitIncomplete(Refused):
    """A visit closes only when listen, look, check and comment are done (S0-3.1-d)."""

    code = "visit_incomplete"


class RoundIncomplete(Refused):
    """A visit is neither closed nor excused, or an attendance is not recorded (S0-3.1-c, S0-3.1-e)."""

    code = "round_incomplete"


class ReasonMissing(Refused):
    """A reason must be given."""

    code = "reason_missing"


class RuleInvalid(Refused):
    """The rules of the round cannot be used as given."""

    code = "rule_invalid"


class ChangedMeanwhile(Refused):
    """Somebody else wrote the same notes after the page was opened; both texts must be kept."""

    code = "changed_meanwhile"


class NotTakingPart(Refused):
    """The person holds no post from which to take part."""

    code = "not_taking_part"


class TeamInvalid(Refused):
    """A supervision team is not as the scheme wants it: its leader, its members or where it goes (S0-3.2-b, c, d)."""

    code = "team_invalid"


class PlanImpossible(Refused):
    """No plan of visits fits what was asked for."""

    code = "plan_impossible"


class HasScored(Refused):
    """Somebody who has sent a score sheet was there (S0-3.1-c, S0-3.1-i)."""

    code = "has_scored"


class TextTooLong(Refused):
    """A short text is longer than its column: SQLite would keep it, PostgreSQL would not."""

    code = "text_too_long"
