"""Organisations, the users who act for them, their posts, and what stands between organisations: units, grids, contacts."""

from guanmo.stages.organisations.models.contact_point import ContactPoint
from guanmo.stages.organisations.models.coverage import CoverageStatement, CoverageUnit
from guanmo.stages.organisations.models.grid import Grid, GridMember
from guanmo.stages.organisations.models.line import BodyStaffing, LineBody, LineStatement
from guanmo.stages.organisations.models.organisation import Organisation
from guanmo.stages.organisations.models.partnership import Partnership, PartnershipRule, PartnershipSide
from guanmo.stages.organisations.models.post import Appointment, Post
from guanmo.stages.organisations.models.regulation import Regulation
from guanmo.stages.organisations.models.role_grant import RoleGrant, RoleGrantEnd
from guanmo.stages.organisations.models.setting import SettingChange, SettingConfirmation
from guanmo.stages.organisations.models.structure import AppointmentFact, SecretaryChange, StructureLimits
from guanmo.stages.organisations.models.user import User

__all__ = [
    "Appointment",
    "AppointmentFact",
    "BodyStaffing",
    "ContactPoint",
    "CoverageStatement",
    "CoverageUnit",
    "Grid",
    "GridMember",
    "LineBody",
    "LineStatement",
    "Organisation",
    "Partnership",
    "PartnershipRule",
    "PartnershipSide",
    "Post",
    "Regulation",
    "RoleGrant",
    "RoleGrantEnd",
    "SecretaryChange",
    "SettingChange",
    "SettingConfirmation",
    "StructureLimits",
    "User",
]
