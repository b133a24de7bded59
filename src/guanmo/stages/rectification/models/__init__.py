"""Findings, ledger rows with their history, notices, look-backs and sign-offs."""

from guanmo.stages.rectification.models.attachment import Attachment
from guanmo.stages.rectification.models.finding import Finding
from guanmo.stages.rectification.models.ledger import LedgerRow, RowTransition
from guanmo.stages.rectification.models.look_back import LookBack, SignOff
from guanmo.stages.rectification.models.notice import Notice
from guanmo.stages.rectification.models.random_look_back import RandomLookBack, RandomLookBackDraw
from guanmo.stages.rectification.models.reminder import Reminder
from guanmo.stages.rectification.models.self_check import ChangeBasis, SelfCheck
from guanmo.stages.rectification.models.weak import WeakCase, WeakStaff, WeakStep

__all__ = [
    "Attachment",
    "ChangeBasis",
    "Finding",
    "LedgerRow",
    "LookBack",
    "Notice",
    "RandomLookBack",
    "RandomLookBackDraw",
    "Reminder",
    "RowTransition",
    "SelfCheck",
    "SignOff",
    "WeakCase",
    "WeakStaff",
    "WeakStep",
]
