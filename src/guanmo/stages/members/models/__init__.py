"""Members and what is kept of their life in the organisation."""

from guanmo.stages.members.models.designation import CultivationMeasure, Designation, DesignationVisit, ReserveCadre
from guanmo.stages.members.models.development import (
    CultivationEntry,
    Development,
    DevelopmentCheck,
    DevelopmentStep,
    KinshipDeclaration,
)
from guanmo.stages.members.models.dues import DuesEntry, DuesPayment
from guanmo.stages.members.models.floating import Floating, FloatingContact, LifeEntry
from guanmo.stages.members.models.member import Contact, Member, MemberChange, indexes_of, phone_digits
from guanmo.stages.members.models.posts import AssignedPost, CommunityRegistration, PostPublication, ServiceActivity
from guanmo.stages.members.models.restricted import CareAct, CareNeed, RestrictedCase, RestrictedStep
from guanmo.stages.members.models.roster import MemberLimits, RosterVerification
from guanmo.stages.members.models.training import Training, TrainingAttendance, TrainingContent
from guanmo.stages.members.models.transfer import Transfer, TransferStep

__all__ = [
    "AssignedPost",
    "CareAct",
    "CareNeed",
    "CommunityRegistration",
    "Contact",
    "CultivationEntry",
    "CultivationMeasure",
    "Designation",
    "DesignationVisit",
    "Development",
    "DevelopmentCheck",
    "DevelopmentStep",
    "DuesEntry",
    "DuesPayment",
    "Floating",
    "FloatingContact",
    "KinshipDeclaration",
    "LifeEntry",
    "Member",
    "MemberChange",
    "MemberLimits",
    "PostPublication",
    "ReserveCadre",
    "RestrictedCase",
    "RestrictedStep",
    "RosterVerification",
    "ServiceActivity",
    "Training",
    "TrainingAttendance",
    "TrainingContent",
    "Transfer",
    "TransferStep",
    "indexes_of",
    "phone_digits",
]
