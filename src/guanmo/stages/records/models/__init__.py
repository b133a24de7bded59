"""Kinds of ledgers, records with their signatures and evidence, and what stands beside them."""

from guanmo.stages.records.models.evidence import EvidenceFile, RecordEvidence, path_of
from guanmo.stages.records.models.oversight import FixedDay, LibraryEntry, RecordInspection
from guanmo.stages.records.models.record import Record, RecordClosing, RecordTransition, Signature, Supplement
from guanmo.stages.records.models.record_type import RecordType

__all__ = [
    "EvidenceFile",
    "FixedDay",
    "LibraryEntry",
    "Record",
    "RecordClosing",
    "RecordEvidence",
    "RecordInspection",
    "RecordTransition",
    "RecordType",
    "Signature",
    "Supplement",
    "path_of",
]
