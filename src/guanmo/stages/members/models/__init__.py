"""Members and what is kept of their life in the organisation."""

from guanmo.stages.members.models.member import Contact, Member, MemberChange
from guanmo.stages.members.models.roster import MemberLimits, RosterVerification

__all__ = ["Contact", "Member", "MemberChange", "MemberLimits", "RosterVerification"]
