"""The sentences that the scripts of the scoring page show; scripts hold no text of their own."""

from django.utils.translation import gettext as _

from guanmo.stages.scoring.enums import DutyState


def closed_sentence(state: DutyState) -> str:
    """Why a visit is not scored by this judge, in one sentence."""
    sentences = {
        DutyState.OWN_ORGANISATION: _("这是您本人所在的组织，请回避，由其他人打分。"),
        DutyState.NOT_SCORED: _("这个组织本轮只观摩，不打分。"),
        DutyState.ABSENT: _("您被登记为缺席本轮观摩，不能打分。登记有误请联系本轮组织者。"),
        DutyState.NOT_OPEN: _("本轮观摩还没有开始，开始后再来打分。"),
        DutyState.SCORING_OVER: _("本轮打分已经结束，您没有提交这个组织的评分表。"),
    }
    return sentences[state]


def script_words() -> dict[str, str]:
    """Words by name; ``{x}`` is filled in by the script."""
    return {
        "full": _("满分"),
        "off": _("扣{points}分"),
        "no_reason": _("缺原因"),
        "of": _("{score} / {points}"),
        "next": _("下一项"),
        "submit": _("提交评分表"),
        "again": _("重新提交"),
        "sending": _("正在提交…"),
        "saved": _("已存在本机"),
        "not_saved": _("本机不能保存草稿，请不要关闭页面，评完后马上提交。"),
        "restored": _("已恢复您上次没有提交的内容。"),
        "pending": _("上次提交没有收到回执。请点“重新提交”，不会重复计入。"),
        "lost": _("没有收到回执，可能是网络中断。内容都在本机，请点“重新提交”，不会重复计入。"),
        "login": _("登录已经过期。内容都在本机，请重新登录后回到本页提交。"),
        "fill": _("本部分还有{count}项没有评，都给满分？已经扣分的不变。"),
        "confirm": _("得分{total}分，扣分{count}项。提交后锁定，需要修改只能另交更正。现在提交？"),
        "rescaled": _("折算后"),
        "correction_reason": _("请写明更正的原因。"),
        "too_much": _("这一项最多扣{points}分。"),
        "bad_number": _("扣分请填数字，最多两位小数。"),
    }
