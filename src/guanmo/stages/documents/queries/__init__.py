"""Reads of stage documents. Every read for a person goes through ``visible_to``."""

from guanmo.stages.documents.queries.figures import Traced, traced
from guanmo.stages.documents.queries.jobs import (
    job_file_for,
    job_for,
    jobs_under_way,
    may_have_file,
    open_jobs,
    own_files,
)
from guanmo.stages.documents.queries.papers import Kept, ReportCount, county_guides, paper_for, papers_of, report_counts
from guanmo.stages.documents.queries.register import (
    Wanted,
    document_for,
    documents_of_round,
    file_for,
    filing_report_of,
    register,
    seal_replaced_since,
    visible_to,
    with_the_result_of,
)
from guanmo.stages.documents.queries.writing import (
    draft_of,
    own_template,
    planning_units,
    template_for,
    template_units,
    templates_visible_to,
)

__all__ = [
    "Kept",
    "ReportCount",
    "Traced",
    "Wanted",
    "county_guides",
    "document_for",
    "documents_of_round",
    "draft_of",
    "file_for",
    "filing_report_of",
    "job_file_for",
    "job_for",
    "jobs_under_way",
    "may_have_file",
    "open_jobs",
    "own_files",
    "own_template",
    "paper_for",
    "papers_of",
    "planning_units",
    "register",
    "report_counts",
    "seal_replaced_since",
    "template_for",
    "template_units",
    "templates_visible_to",
    "traced",
    "visible_to",
    "with_the_result_of",
]
