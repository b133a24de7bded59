"""Who may classify, file and answer filings."""

from guanmo.stages.organisations.rules import Access
from guanmo.stages.rounds.rules import may_lead

may_classify = may_lead
may_file = may_lead


def may_answer_filing(access: Access) -> bool:
    """The county organisation department receives the filings (S0-3.1-l)."""
    return access.is_county_admin
