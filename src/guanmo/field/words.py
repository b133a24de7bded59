"""The sentences that the scripts of the phone show; scripts hold no text of their own."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guanmo.ui.shapes import Tone


@dataclass(frozen=True, slots=True)
class StateTag:
    """How one state of a sheet or a visit is marked in lists."""

    name: str
    tone: Tone
    icon: str
    text: str | Promise


STATES = (
    StateTag("to_score", "warn", "clipboard-list", gettext_lazy("待打分")),
    StateTag("drafting", "info", "pencil", gettext_lazy("正在打分")),
    StateTag("correcting", "info", "file-pen", gettext_lazy("正在更正")),
    StateTag("waiting", "warn", "smartphone", gettext_lazy("仅在本机")),
    StateTag("stuck", "bad", "octagon-alert", gettext_lazy("没有送成")),
    StateTag("accepted", "good", "circle-check", gettext_lazy("已收到")),
    StateTag("held", "warn", "hourglass", gettext_lazy("已收到，待认定")),
    StateTag("conflict", "warn", "git-compare", gettext_lazy("有两份，待认定")),
    StateTag("set_aside", "mute", "archive", gettext_lazy("另一份为准")),
    StateTag("scored", "good", "circle-check", gettext_lazy("已打分")),
    StateTag("own_organisation", "mute", "ban", gettext_lazy("本组织回避")),
    StateTag("not_scored", "mute", "eye", gettext_lazy("没有评分表，不打分")),
    StateTag("absent", "mute", "user-x", gettext_lazy("登记为缺席")),
    StateTag("not_open", "mute", "clock", gettext_lazy("尚未开始")),
    StateTag("scoring_over", "mute", "lock", gettext_lazy("打分已结束")),
)


def script_words() -> dict[str, str]:
    """Words by name; ``{x}`` is filled in by the script."""
    return {**_closed(), **_list(), **_scoring(), **_sending(), **_sheet(), **_phone()}


def _closed() -> dict[str, str]:
    """Why a visit is not scored by this judge, by the name of the state."""
    return {
        "closed_own_organisation": _("这是您本人所在的组织，请回避，由其他人打分。"),
        "closed_not_scored": _("这个组织本轮只观摩，不打分。"),
        "closed_absent": _("您被登记为缺席本轮观摩，不能打分。登记有误请联系本轮组织者。"),
        "closed_not_open": _("本轮观摩还没有开始，开始后再来打分。"),
        "closed_scoring_over": _("本轮打分已经结束，您没有提交这个组织的评分表。"),
        "closed_unknown": _("这个组织不在您的打分名单里。名单有变化请连上网络后再看。"),
        "closed_no_sheet": _("本机还没有这份评分表，请连上网络后再打开。"),
    }


def _list() -> dict[str, str]:
    return {
        "duties": _("我的打分"),
        "progress": _("已评 {done} / {due}"),
        "deadline": _("完成期限 {day}"),
        "open_again": _("第{version}版打分：本轮已重新打开，可以更正，可以补交。{day}以前完成"),
        "village": _("村（社区）"),
        "two_new": _("“两新”组织"),
        "past": _("已结束的观摩"),
        "own_score": _("我评{total}分"),
        "between": _("{first} · {second}"),
    }


def _scoring() -> dict[str, str]:
    return {
        "scoring": _("现场打分"),
        "correcting": _("更正评分表"),
        "current": _("当前得分"),
        "full": _("满分"),
        "full_points": _("满分 {points} 分"),
        "full_item": _("第{no}项满分{points}分"),
        "off": _("扣{points}分"),
        "points": _("{points} 分"),
        "section": _("{no}、{title}"),
        "no_reason": _("缺原因"),
        "proposed_off": _("建议扣{points}分"),
        "why_not": _("为什么不采纳：{fact}"),
        "of": _("{score} / {points}"),
        "next": _("下一项"),
        "submit": _("提交评分表"),
        "submit_offline": _("保存，稍后上传"),
        "saving": _("正在保存…"),
        "less_times": _("减一次：{rule}"),
        "more_times": _("加一次：{rule}"),
        "restored": _("已恢复您上次没有提交的内容。"),
        "reopened": _("已恢复没有送成的内容，改好后再提交。"),
        "fill": _("本部分还有{count}项没有评，都给满分？已经扣分的不变。"),
        "confirm": _("得分{total}分，扣分{count}项。提交后锁定，需要修改只能另交更正。现在提交？"),
        "correction_reason": _("请写明更正的原因。"),
        "drop": _("不再更正？这次更正里填的内容会删除，已提交的评分表不变。"),
        "too_much": _("这一项最多扣{points}分。"),
        "bad_number": _("扣分请填数字，最多两位小数。"),
        "not_saved": _(
            "没有存上：手机空间不足或浏览器拒绝保存。请不要关闭页面，先删除不用的照片或清理手机空间，再试一次。"
        ),
        "gone": _("这份评分表已经在另一个窗口提交或改动，这里不再保存。请返回列表查看。"),
        "joined": _("另一个窗口也在改这份评分表，已合在一起，请核对。"),
        "photo": _("第{no}项的照片{count}"),
        "photo_bad": _("这张照片打不开，请换一张。"),
        "photo_working": _("正在处理照片…"),
        "photo_full": _("每项最多{most}张照片。"),
    }


def _sending() -> dict[str, str]:
    return {
        "on_phone": _("{count} 份评分表存在手机里，联网后自动上传。"),
        "stuck_count": _("有 {count} 份评分表没有送成，需要处理。"),
        "clock_off": _("手机的时间与服务器相差约 {minutes} 分钟，请校准。不影响打分，以服务器收到的时间为准。"),
        "contact_never": _("还没有连上过"),
        "contact_at": _("{at} 连上"),
    }


def _sheet() -> dict[str, str]:
    return {
        "submitted": _("我的评分表"),
        "score": _("得分"),
        "rescaled_score": _("折算后得分"),
        "not_applicable": _("不适用"),
        "no_total": _("—"),
        "photos_there": _("{there} / {all} 张已收到"),
        "photos_lost": _("{count} 张没有送成，不影响得分"),
        "corrects": _("更正了先前的评分表。原因：{reason}"),
        "veto": _("一票否决"),
        "waiting_title": _("已存在本机，还没有送到"),
        "waiting_text": _("内容已经锁定并存在这部手机上，连上网络后自动送出。送到以前请不要清除浏览器数据。"),
        "accepted_title": _("已收到，评分表已锁定"),
        "accepted_text": _("服务器已经存下这份评分表，与本机的一字不差。"),
        "held_title": _("已收到，待认定是否计入"),
        "held_text": _("服务器已经存下这份评分表，暂不计入。本轮组织者认定后，这里会更新，您不用再做什么。"),
        "conflict_title": _("已收到，同一个组织有两份"),
        "conflict_text": _(
            "您给这个组织交了两份互不接续的评分表，都已存下。由本轮组织者认定以哪一份为准，您不用再做什么。"
        ),
        "set_aside_title": _("已收到，以另一份为准"),
        "set_aside_text": _("本轮组织者认定以您的另一份为准，这一份留存备查。"),
        "stuck_title": _("没有送成，内容在本机"),
        "stuck_text": _("服务器没有接受这份评分表，内容在本机没有丢。可以改好再交，或导出文件交给组织者。"),
        "stuck_damaged": _("这部手机上存的内容已经损坏，请导出文件交给组织者。"),
        "reopened_title": _("已改成新的一份"),
        "reopened_text": _("这一份没有送成，您已经改成新的一份。"),
    }


def _phone() -> dict[str, str]:
    return {
        "state": _("本机状态"),
        "safe_title": _("全部送到，可以放心"),
        "safe_text": _("您的评分表服务器都已收到，本机没有等待送出的内容。"),
        "decide_title": _("全部送到，有 {count} 份待认定"),
        "decide_text": _("服务器都已收到，本机没有等待送出的内容。待认定的由本轮组织者决定是否计入，您不用再做什么。"),
        "nothing_title": _("还没有提交过评分表"),
        "nothing_text": _("提交以后，这里显示每一份在哪里。"),
        "wait_title": _("有 {count} 份只在这部手机上"),
        "wait_photos": _("评分表都已收到，还有 {count} 张照片没有送到"),
        "wait_text": _("连上网络后自动送出，也可以点下面的按钮。送到以前请不要清除浏览器数据。"),
        "bad_title": _("有 {count} 份没有送成，需要处理"),
        "bad_text": _("点开逐份处理，或导出文件交给组织者。其余的照常送出。"),
        "only_here": _("只在这部手机上"),
        "received_here": _("服务器已收到"),
        "yes": _("能"),
        "no": _("不能"),
        "granted": _("已保证"),
        "not_granted": _("没有保证，请早些送出"),
        "checking": _("正在核对…"),
        "checked": _("核对完毕。"),
        "unreachable": _("现在连不上服务器，内容都在本机，稍后自动再送。"),
        "exported": _("已导出 {count} 份。文件请交给组织者，本机的内容不删除。"),
        "nothing_to_export": _("没有需要导出的评分表。"),
        "draft_to_export": _("没有需要导出的评分表。正在打的分，提交以后才能导出。"),
        "file_name": _("观摩评分-{name}-{day}.json"),
        "lock": _("锁定并退出登录？没有送出的 {count} 份留在本机。没有网络时锁定，要连上网络才能再打开。"),
        "lock_bound": _(
            "锁定并退出登录？没有送出的 {count} 份留在本机。这部手机是扫个人二维码打开的，锁定后要请组织者重新发二维码，或用账号登录才能再打开。"
        ),
        "foreign": _("本机另有其他评委的评分表 {count} 份，锁着没有删除，等本人登录后送出。"),
        "still_out": _("还没有登录，或连不上服务器。请先登录。"),
        "count": _("{count} 份"),
        "login": _("登录"),
        **_log(),
    }


def _log() -> dict[str, str]:
    return {
        "signed": _("有，服务器已核对"),
        "signed_held": _("有，认定时核对"),
        "not_signed": _("没有"),
        "no_key": _("没有：这个浏览器不能签名"),
        "logged": _("已在日志里，已核对"),
        "not_logged": _("下次联网时核对"),
        "log_seen": _("已核对 {count} 个事件"),
        "log_sealed": _("已封存，指纹"),
        "log_shape": _("服务器给出的“{round}”日志读不懂。"),
        "log_smaller": _("服务器上“{round}”的日志比这部手机先前看到的少，可能恢复过旧的备份，也可能有人删过。"),
        "log_changed": _("服务器上“{round}”的日志和这部手机先前看到的不一样，先前的内容被改过。"),
        "log_seal": _("“{round}”的封存和日志不一样，或者换过。"),
        "log_missing": _("服务器说收到了您的评分表，但“{round}”的日志里没有。"),
    }
