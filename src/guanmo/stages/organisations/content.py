"""The regulations that the county's documents cite, as shipped: exact titles, and how the documents cite them otherwise.

A day is given only where the promulgated text was seen to carry it. The county checks each and adds what is missing.
"""

from dataclasses import dataclass
from datetime import date

CENTRAL = "中共中央"


@dataclass(frozen=True, slots=True)
class Cited:
    """One regulation. ``decides`` names the limits, stages and checks that rest on it (S4-23d)."""

    code: str
    title: str
    issuer: str
    valid_from: date | None = None
    cited_as: str = ""
    note: str = ""
    decides: tuple[str, ...] = ()


CITED = (
    Cited(
        "constitution",
        "中国共产党章程",
        "中国共产党全国代表大会",
        cited_as="《党章》",
        decides=("members_to_establish",),
    ),
    Cited(
        "branch",
        "中国共产党支部工作条例（试行）",
        CENTRAL,
        date(2018, 10, 28),
        decides=("branch_term_years",),
    ),
    Cited(
        "rural",
        "中国共产党农村基层组织工作条例",
        CENTRAL,
        cited_as="《农村基层组织工作条例》",
        note="工作要点第23条引用时少了“中国共产党”。",
        decides=("village_term_years", "general_branch_members", "committee_members"),
    ),
    Cited(
        "offices",
        "中国共产党党和国家机关基层组织工作条例",
        CENTRAL,
        cited_as="《中国共产党党和国家基层组织工作条例》、《党和国家机关基层组织工作条例》",
        note="工作要点第23条引用时漏了“机关”二字，第29条用的是简称。",
    ),
    Cited(
        "enterprises",
        "中国共产党国有企业基层组织工作条例（试行）",
        CENTRAL,
        date(2019, 12, 30),
        cited_as="《中国共产党国有企业党组织工作条例(试行)》、《国有企业党组织工作条例(试行)》",
        note="工作要点第8条引用正确；第23条、第29条把“基层组织”写成了“党组织”。",
    ),
    Cited(
        "elections",
        "中国共产党基层组织选举工作条例",
        CENTRAL,
        date(2020, 7, 13),
        decides=("notice_days",),
    ),
    Cited(
        "development",
        "中国共产党发展党员工作细则",
        "中共中央办公厅",
        decides=("education_days", "cultivation_months", "probation_months"),
    ),
    Cited(
        "education",
        "中国共产党党员教育管理工作条例",
        CENTRAL,
        decides=("training_hours", "contact_days", "transfer_days"),
    ),
)
