"""Who a member is: membership, type, office, schooling (S1-V-3.2; kept_out.md 27 says what there is not)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Membership(TextChoices):
    """Full or on probation."""

    FULL = "full", _("正式党员")
    PROBATIONARY = "probationary", _("预备党员")


class MemberType(TextChoices):
    """The type by which training is planned."""

    RURAL = "rural", _("农村党员")
    COMMUNITY = "community", _("社区党员")
    AGENCY = "agency", _("机关事业单位党员")
    SOE = "soe", _("国有企业党员")
    TWO_NEW = "two_new", _("“两新”组织党员")
    SCHOOL = "school", _("学校党员")
    RETIRED = "retired", _("离退休党员")


class OfficeStatus(TextChoices):
    """Whether the member holds an office, works elsewhere, or neither; posts with duties are given by it (S4-17c)."""

    WITHOUT_OFFICE = "without_office", _("无职党员")
    HOLDS_OFFICE = "holds_office", _("有职党员")
    IN_SERVICE = "in_service", _("在职党员")


class Sex(TextChoices):
    """As the roster has it."""

    MALE = "male", _("男")
    FEMALE = "female", _("女")


class Education(TextChoices):
    """The highest level of schooling."""

    JUNIOR = "junior", _("初中及以下")
    SENIOR = "senior", _("高中（中专）")
    COLLEGE = "college", _("大专")
    BACHELOR = "bachelor", _("大学本科")
    MASTER = "master", _("研究生")


class Leaving(TextChoices):
    """Why a member no longer stands on the roster; nothing more is kept about it."""

    TRANSFERRED = "transferred", _("组织关系转出")
    DECEASED = "deceased", _("去世")
    ENDED = "ended", _("不再是党员")


class DevelopmentState(TextChoices):
    """Where a development case stands; the gates are ``method.development.GATES`` (S4-15a)."""

    APPLIED = "applied", _("入党申请人")
    ACTIVIST = "activist", _("入党积极分子")
    DEVELOPMENT_TARGET = "development_target", _("发展对象")
    PROBATIONARY = "probationary", _("预备党员")
    FULL = "full", _("转为正式党员")
    DEFERRED = "deferred", _("暂缓")
    PROBATION_EXTENDED = "probation_extended", _("延长预备期")
    WITHDRAWN = "withdrawn", _("本人撤回申请")
    REJECTED = "rejected", _("不予发展")
    DISQUALIFIED = "disqualified", _("取消预备党员资格")


class DevelopmentCheckKind(TextChoices):
    """What is checked between the stages (S1-V-3.1, S4-15h, S4-27d)."""

    MEMBER_RECOMMENDATION = "member_recommendation", _("党员推荐")
    MASS_RECOMMENDATION = "mass_recommendation", _("群团组织推优")
    MEMBER_APPRAISAL = "member_appraisal", _("党员评议")
    PUBLIC_APPRAISAL = "public_appraisal", _("公开评议")
    PUBLIC_NOTICE = "public_notice", _("公示")
    QUALIFICATION_REVIEW = "qualification_review", _("资格审查")


class RecommendingBody(TextChoices):
    """Who recommended an applicant (S4-15i)."""

    MEMBERS = "members", _("党员推荐")
    YOUTH_LEAGUE = "youth_league", _("共青团推荐")
    TRADE_UNION = "trade_union", _("工会推荐")
    WOMEN_FEDERATION = "women_federation", _("妇联推荐")
    OTHER_MASS = "other_mass", _("其他群团组织推荐")
    NOBODY = "nobody", _("本人申请")


MASS_ORGANISATIONS = frozenset(
    {
        RecommendingBody.YOUTH_LEAGUE,
        RecommendingBody.TRADE_UNION,
        RecommendingBody.WOMEN_FEDERATION,
        RecommendingBody.OTHER_MASS,
    }
)


class CultivationKind(TextChoices):
    """The two kinds of entries about an applicant or activist (S1-E-3.1-b)."""

    EDUCATION = "education", _("培养教育")
    OBSERVATION = "observation", _("考察")


class TransferState(TextChoices):
    """The steps of a transfer; the table is ``method.lifecycle.TRANSFER``."""

    REQUESTED = "requested", _("已申请")
    SENT = "sent", _("已转出")
    RECEIVED = "received", _("已接收")
    RETURNED = "returned", _("已退回")
    WITHDRAWN = "withdrawn", _("已撤回")


class FloatingCategory(TextChoices):
    """The five categories of floating members (S4-17f); set or removed on the member's word."""

    VETERAN = "veteran", _("退役军人")
    DISPATCHED = "dispatched", _("劳务派遣")
    TALENT_AGENCY = "talent_agency", _("挂靠人才服务机构")
    GRADUATE = "graduate", _("大学毕业生")
    MIGRANT_WORKER = "migrant_worker", _("外出务工经商")


class LifeKind(TextChoices):
    """What home and host branch record about a floating member, and a branch about every member (S3-6.1-a)."""

    EDUCATION = "education", _("学习教育")
    ORGANISATIONAL_LIFE = "organisational_life", _("组织生活")


class DuesState(TextChoices):
    """What is recorded of one member and month; a month without a row is due, and late once it is over."""

    PAID = "paid", _("已交")
    EXEMPT = "exempt", _("减免")


class DuesEntryKind(TextChoices):
    """What moves an organisation's dues besides what its members pay (S1-V-3.3)."""

    REMITTED = "remitted", _("上缴")
    SPENT = "spent", _("支出")
    ALLOCATED = "allocated", _("上级下拨")


class PostKind(TextChoices):
    """Posts with duties that are given to members (S1-V-3.4, S4-17c, S1-V-4.5-b, S4-25d)."""

    DUTY = "duty", _("无职党员岗位")
    SERVICE = "service", _("在职党员服务岗位")
    CENTRE_HOUSEHOLD = "centre_household", _("党员中心户")


class ServiceKind(TextChoices):
    """What an in-service member did in the community; nothing about whom it was done for (kept_out.md 16)."""

    POLICY = "policy", _("政策宣传")
    ENVIRONMENT = "environment", _("环境整治")
    VOLUNTEER = "volunteer", _("志愿服务")
    SKILL = "skill", _("专业服务")
    OTHER = "other", _("其他服务")


class DesignationFunction(TextChoices):
    """What one named person is for one organisation, beside the posts."""

    FIRST_RESPONSIBLE = "first_responsible", _("第一责任人")
    DIRECTLY_RESPONSIBLE = "directly_responsible", _("直接责任人")
    LEADER_IN_CHARGE = "leader_in_charge", _("班子成员分工")
    TRAINING_RESPONSIBLE = "training_responsible", _("党员培训责任人")
    INFORMATION_OFFICER = "information_officer", _("党建信息员")
    PARTY_STAFF = "party_staff", _("专职党务工作人员")
    GUIDE = "guide", _("党建指导员")
    CONTACT_LEADER = "contact_leader", _("联系领导")
    ORGANISER = "organiser", _("组织员")
    FIRST_SECRETARY = "first_secretary", _("第一书记")
    COUNTY_SECRETARY = "county_secretary", _("县级挂点书记")
    TOWNSHIP_SECRETARY = "township_secretary", _("乡镇挂点书记")
    VILLAGE_GRADUATE = "village_graduate", _("到村任职高校毕业生")


FROM_ABOVE = frozenset(
    {
        DesignationFunction.GUIDE,
        DesignationFunction.CONTACT_LEADER,
        DesignationFunction.ORGANISER,
        DesignationFunction.FIRST_SECRETARY,
        DesignationFunction.COUNTY_SECRETARY,
        DesignationFunction.TOWNSHIP_SECRETARY,
        DesignationFunction.VILLAGE_GRADUATE,
    }
)
"""Who is sent by the superior; an organisation does not name these for itself."""


ONE_AT_A_TIME = (
    DesignationFunction.FIRST_RESPONSIBLE,
    DesignationFunction.DIRECTLY_RESPONSIBLE,
    DesignationFunction.TRAINING_RESPONSIBLE,
    DesignationFunction.FIRST_SECRETARY,
)
"""What only one person is for an organisation at a time."""


class Engagement(TextChoices):
    """How party staff were obtained (S4-29k)."""

    APPOINTED = "appointed", _("委派")
    RECRUITED = "recruited", _("招聘")
    RE_EMPLOYED = "re_employed", _("返聘")


class RestrictedKind(TextChoices):
    """The two kinds of cases that few may read (S2-2.1.4-c, S4-17h, S4-17i)."""

    LOST_CONTACT = "lost_contact", _("失联党员")
    UNQUALIFIED = "unqualified", _("不合格党员处置")


class RestrictedState(TextChoices):
    """The steps of such a case; the tables are ``method.lifecycle.LOST_CONTACT`` and ``UNQUALIFIED``."""

    NOTED = "noted", _("已发现")
    SEARCHED = "searched", _("已查找")
    FOUND = "found", _("已取得联系")
    PROPOSED = "proposed", _("已提出处置意见")
    APPROVED = "approved", _("已批准")
    CLOSED = "closed", _("已办结")


class Decision(TextChoices):
    """What was proposed and approved; the reason is not kept (kept_out.md 21)."""

    CORRECTION = "correction", _("限期改正")
    SUSPENDED = "suspended", _("停止党籍")
    PERSUADED = "persuaded", _("劝退")
    REMOVED = "removed", _("除名")


class CareCategory(TextChoices):
    """Why a member is visited: one word and nothing more (S4-18f, S3-4.2-d, kept_out.md 18)."""

    BEFORE_FOUNDING = "before_founding", _("建国前参加革命的无待遇党员")
    MINIMUM_LIVING = "minimum_living", _("低保户党员")
    FIVE_GUARANTEES = "five_guarantees", _("五保户党员")
    SUDDEN_HARDSHIP = "sudden_hardship", _("突发特殊困难党员")


class CareKind(TextChoices):
    """What was done: a visit, a talk, help, or aid in money."""

    VISIT = "visit", _("走访慰问")
    TALK = "talk", _("谈心谈话")
    HELP = "help", _("结对帮扶")
    AID = "aid", _("困难救助")


class TrainingState(TextChoices):
    """The steps of a training; the table is ``method.lifecycle.TRAINING``."""

    PLANNED = "planned", _("已计划")
    ANNOUNCED = "announced", _("已通知")
    HELD = "held", _("已举办")
    CLOSED = "closed", _("已结束")


class CompletionTest(TextChoices):
    """The completion test of one participant."""

    PASSED = "passed", _("合格")
    FAILED = "failed", _("不合格")
