"""Reads of stage scoring. Who sees whose ballot is decided here and nowhere else."""

from guanmo.stages.scoring.queries.aside import Aside, conflict_for, conflicts_of, held_for, held_of, strays_of
from guanmo.stages.scoring.queries.ballots import ballot_version_for, counting, valid_versions, visible_to
from guanmo.stages.scoring.queries.devices import judge_by_key, links_of, reports_of
from guanmo.stages.scoring.queries.duties import Duty, duties_of, duty_for, judge_of
from guanmo.stages.scoring.queries.entry import account_to_come_in, may_come_in
from guanmo.stages.scoring.queries.live import Intake, JudgeLine, intake_of
from guanmo.stages.scoring.queries.log import Logged, LogNews, log_news, log_round_of
from guanmo.stages.scoring.queries.paper import (
    PaperPlace,
    ballot_at,
    entries_of,
    entries_waiting,
    entry_for,
    last_returned,
    paper_judges,
    paper_place_for,
    paper_places,
    places_with,
)
from guanmo.stages.scoring.queries.progress import (
    JudgeProgress,
    VisitProgress,
    judge_progress_of,
    progress_of,
    progress_of_rounds,
)
from guanmo.stages.scoring.queries.proposals import Answered, answered_for, facts_on, proposals_on
from guanmo.stages.scoring.queries.states import (
    SheetState,
    photos_here,
    state_of_held,
    state_of_receipt,
    states_of,
    states_since,
)

__all__ = [
    "Answered",
    "Aside",
    "Duty",
    "Intake",
    "JudgeLine",
    "JudgeProgress",
    "LogNews",
    "Logged",
    "PaperPlace",
    "SheetState",
    "VisitProgress",
    "account_to_come_in",
    "answered_for",
    "ballot_at",
    "ballot_version_for",
    "conflict_for",
    "conflicts_of",
    "counting",
    "duties_of",
    "duty_for",
    "entries_of",
    "entries_waiting",
    "entry_for",
    "facts_on",
    "held_for",
    "held_of",
    "intake_of",
    "judge_by_key",
    "judge_of",
    "judge_progress_of",
    "last_returned",
    "links_of",
    "log_news",
    "log_round_of",
    "may_come_in",
    "paper_judges",
    "paper_place_for",
    "paper_places",
    "photos_here",
    "places_with",
    "progress_of",
    "progress_of_rounds",
    "proposals_on",
    "reports_of",
    "state_of_held",
    "state_of_receipt",
    "states_of",
    "states_since",
    "strays_of",
    "valid_versions",
    "visible_to",
]
