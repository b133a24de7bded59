"""What stands in a ranking list, and by which rule was it made? (S0-3.1-j/k, D 31–37 of the source notes.)"""

import datetime
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class RuleUsed:
    """The rule frozen with the round, in the words that are printed.

    ``method`` e.g. 平均分, 去极值平均分, 中位数; ``dropped`` = sheets dropped at each end; ``decimals`` = places kept;
    ``ties`` e.g. 得分相同名次并列，后面的名次空出; ``classes`` e.g. 90分及以上为先进，75分及以上为达标，其余为落后;
    ``rounding`` e.g. 四舍五入; ``notes`` are whole sentences.
    """

    method: str
    dropped: int
    decimals: int
    ties: str
    classes: str
    rounding: str = "四舍五入"
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RankingRow:
    """One organisation. ``rank`` and ``score`` are None when it was not ranked; ``section_scores`` follow the sections.

    ``ballots`` = sheets counted; ``excluded`` = sheets left out (own organisation); ``class_name`` 先进, 达标, 落后, or
    empty.
    """

    rank: int | None
    organisation: str
    score: Decimal | None
    section_scores: tuple[Decimal | None, ...]
    ballots: int
    class_name: str = ""
    rescaled: bool = False
    excluded: int = 0
    remark: str = ""


@dataclass(frozen=True, slots=True)
class SealPrint:
    """What paper carries of the seal of a round: the fingerprint to compare by eye, the checkpoint as a QR code."""

    fingerprint: str
    checkpoint: str


@dataclass(frozen=True, slots=True)
class RankingListContent:
    """One list of one round; ``section_names`` head the section columns (five in both sheets of the source)."""

    title: str
    round_name: str
    list_name: str
    issuer: str
    date: datetime.date
    rule: RuleUsed
    section_names: tuple[str, ...]
    rows: tuple[RankingRow, ...]
    sealed: SealPrint | None = None

    def __post_init__(self) -> None:
        """Refuse a row whose section scores would stand under the wrong heads; a row may leave all of them out.

        Raises ValueError.
        """
        sections = len(self.section_names)
        for row in self.rows:
            if row.section_scores and len(row.section_scores) != sections:
                raise ValueError(
                    f"{row.organisation}: {len(row.section_scores)} section scores for {sections} sections"
                )
