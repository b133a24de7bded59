"""Forms of stage members."""

from guanmo.stages.members.forms.designation import DesignationForm, DesignationVisitForm, MeasureForm, ReserveForm
from guanmo.stages.members.forms.development import (
    ApplicationForm,
    CheckForm,
    CultivationForm,
    KinshipForm,
    StepForm,
)
from guanmo.stages.members.forms.dues import DuesCorrectionForm, DuesMonthForm, DuesMovementForm
from guanmo.stages.members.forms.member import (
    LIMITS,
    AccountForm,
    LeaveForm,
    LimitsForm,
    MemberForm,
    PhoneForm,
    ReturnForm,
)
from guanmo.stages.members.forms.moves import DayForm, FloatingForm, LifeForm, TransferForm, TransferStepForm
from guanmo.stages.members.forms.posts import PostForm, RegistrationForm, ServiceForm
from guanmo.stages.members.forms.restricted import CareForm, CareNeedForm, RestrictedForm, RestrictedStepForm
from guanmo.stages.members.forms.training import AttendanceForm, TrainingForm

__all__ = [
    "LIMITS",
    "AccountForm",
    "ApplicationForm",
    "AttendanceForm",
    "CareForm",
    "CareNeedForm",
    "CheckForm",
    "CultivationForm",
    "DayForm",
    "DesignationForm",
    "DesignationVisitForm",
    "DuesCorrectionForm",
    "DuesMonthForm",
    "DuesMovementForm",
    "FloatingForm",
    "KinshipForm",
    "LeaveForm",
    "LifeForm",
    "LimitsForm",
    "MeasureForm",
    "MemberForm",
    "PhoneForm",
    "PostForm",
    "RegistrationForm",
    "ReserveForm",
    "RestrictedForm",
    "RestrictedStepForm",
    "ReturnForm",
    "ServiceForm",
    "StepForm",
    "TrainingForm",
    "TransferForm",
    "TransferStepForm",
]
