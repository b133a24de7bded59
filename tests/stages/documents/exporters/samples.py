"""Made-up contents for the exporter tests: 青禾镇 exists nowhere, and neither does anyone named here."""

from datetime import UTC, date, datetime
from decimal import Decimal

from guanmo.stages.documents.content import (
    AggregateContent,
    AggregateItem,
    AggregateSection,
    Assessed,
    AssessmentContent,
    BasisDocument,
    BulletinContent,
    CollectedCase,
    CollectionContent,
    Content,
    DeductionLine,
    FilingContent,
    GoalArchiveContent,
    Kept,
    LearningContent,
    LedgerContent,
    LedgerEntry,
    LetterContent,
    Level,
    Listed,
    MeetingMinutesContent,
    Minutes,
    NoticeContent,
    NoticeProblem,
    Paragraph,
    PlanContent,
    ProgressContent,
    ProgressRow,
    RankingListContent,
    RankingRow,
    ReceiptContent,
    RecordBookContent,
    Remark,
    RuleUsed,
    ScoreSheetContent,
    ScoreSheetItem,
    ScoreSheetSection,
    SealPrint,
    SignedBy,
    SummaryContent,
    Updated,
    WithdrawalContent,
    WorkingEntry,
    WorkingLedgerContent,
)

DAY = date(2026, 10, 9)
ROUND = "2026年第三季度内部观摩"
ISSUER = "中共青禾镇委员会"
SECTIONS = ("党建基础", "组织建设", "党员管理", "活动开展", "工作保障")
LONG = "党员大会会议记录由支部书记和记录人签字不全，三会一课记录本未使用统一印制的版本，" * 13
HOSTILE = (
    '#pagebreak() *强* $x$ <标签> @引用 1. 第一 = 标题 // 注 \\ `代码` "引号" =1+1 & ]]> {{ 变量 }} \x00\x0b_下划_'
)
HOSTILE_PRINTED = HOSTILE.replace("\x00", "").replace("\x0b", "")

RULE = RuleUsed(
    method="去极值平均分",
    dropped=1,
    decimals=2,
    ties="得分相同名次并列，后面的名次空出",
    classes="90分及以上为先进，75分及以上不足90分为达标，不足75分为落后",
    notes=("本单位参加人员对本单位的评分不计入。",),
)


def ranking(count: int = 12, list_name: str = "村（社区）") -> RankingListContent:
    """A list with ties, a rescaled mark, excluded sheets and one organisation without a rank."""
    rows = [ranking_row(number) for number in range(1, count)]
    if count:
        rows.append(RankingRow(None, f"青禾镇第{count}村党支部", None, (None,) * 5, 0, remark="因防汛未观摩"))
    sealed = SealPrint("3F2A 90C1 77DE 0B45", "guanmo/round/1\n42\n" + "A" * 43 + "=\n")
    title = f"{ROUND}{list_name}排名表"
    return RankingListContent(title, ROUND, list_name, ISSUER, DAY, RULE, SECTIONS, tuple(rows), sealed)


def ranking_row(number: int) -> RankingRow:
    """Row ``number``; every figure differs from row to row."""
    score = Decimal("97.63") - number * Decimal("1.37")
    parts = tuple(Decimal(full) - number * Decimal("0.13") for full in (25, 30, 20, 15, 10))
    classes = "先进" if score >= 90 else "达标" if score >= 75 else "落后"
    return RankingRow(
        number, f"青禾镇第{number}村党支部", score, parts, 9, classes, rescaled=number % 3 == 0, excluded=number % 2
    )


def sheet(filled: bool = True, reason: str = "第2季度少开1次党员大会") -> ScoreSheetContent:
    """37 items; filled: item 1 of section 一 loses 1.25 points, the last item does not apply."""
    counts = (("一", 9, 25), ("二", 9, 30), ("三", 11, 20), ("四", 5, 15), ("五", 3, 10))
    sections = []
    for (no, many, full), title in zip(counts, SECTIONS, strict=True):
        items = [sheet_item(number, no, filled, reason) for number in range(1, many + 1)]
        sections.append(ScoreSheetSection(no, title, Decimal(full), tuple(items)))
    if not filled:
        return ScoreSheetContent("村（社区）党建观摩、检查、测评得分表", "第1版", DAY, tuple(sections))
    return ScoreSheetContent(
        "村（社区）党建观摩、检查、测评得分表",
        "第1版",
        DAY,
        tuple(sections),
        organisation="青禾镇第1村党支部",
        round_name=ROUND,
        score=Decimal("93.37"),
        rescaled=True,
        points_kept=Decimal("90.57"),
        points_possible=Decimal(97),
        judge="评分人甲",
    )


def sheet_item(number: int, section: str, filled: bool, reason: str) -> ScoreSheetItem:
    """One item of the sheet above."""
    text = f"第{number}项内容按要求开展，有计划、有记录、有图文资料，台账完整，按时上报推进情况，效果明显"
    if not filled:
        return ScoreSheetItem(number, text, Decimal(3))
    if section == "五" and number == 3:
        return ScoreSheetItem(number, text, Decimal(3), applies=False)
    if section == "一" and number == 1:
        return ScoreSheetItem(number, text, Decimal(3), Decimal("1.25"), reason)
    return ScoreSheetItem(number, text, Decimal(3), Decimal(0))


def notice(matter: str = "党员大会会议记录缺记录人签字，第2季度少开1次") -> NoticeContent:
    """A notice with two problems and the usual demands."""
    return NoticeContent(
        number="青党观整〔2026〕1号",
        issuer=ISSUER,
        organisation="青禾镇第1村党支部",
        round_name=ROUND,
        date=DAY,
        due_on=date(2026, 11, 20),
        responsible_person="责任人甲",
        problems=(
            NoticeProblem(matter, "一、党建基础第1项", Decimal("1.25")),
            NoticeProblem("“三务”公开栏内容停在6月", "一、党建基础第8项", Decimal("0.5"), date(2026, 10, 31)),
        ),
        visited_on=date(2026, 9, 16),
    )


def ledger(count: int = 8, matter: str = "第2季度少开1次党员大会，会议记录缺记录人签字") -> LedgerContent:
    """``count`` rows; every second one is signed off."""
    entries = [
        LedgerEntry(
            f"青禾镇第{n}村党支部",
            f"{n}号问题：{matter}",
            f"{n}号措施：补开党员大会，补齐签字，支部书记每月检查一次记录本",
            date(2026, 11, 1 + n % 28),
            "责任人乙",
            date(2026, 11, 20) if n % 2 else None,
        )
        for n in range(1, count + 1)
    ]
    return LedgerContent(ISSUER, DAY, tuple(entries), ROUND)


def bulletin(lists: tuple[RankingListContent, ...] | None = None) -> BulletinContent:
    """A bulletin of three levels with two attachments."""
    body = (
        Paragraph(
            "按照基层党建观摩、检查、测评工作安排，9月14日至25日，镇党委书记带队，组织全体班子成员、村（社区）书记和"
            "专职副书记，采取“听、看、查、评”的方式，对全镇12个村（社区）和6个“两新”组织党建工作逐个进行现场观摩。"
            "现将有关情况通报如下。"
        ),
        Paragraph("一、总体情况", Level.ONE),
        Paragraph("本轮观摩共收到评分表153份，全镇平均得分86.42分，较上季度提高1.73分。先进5个，占41.7%。"),
        Paragraph("组织生活制度落实较好", Level.TWO),
        Paragraph("“三会一课”、主题党日按期开展率达到97.8%，较上季度提高2.1个百分点。"),
        Paragraph("阵地建设持续加强", Level.TWO),
        Paragraph("12个党群服务中心全部实现统一标识、统一口号，科学设置服务项目。"),
        Paragraph("存在的主要问题", Level.ONE),
        Paragraph("会议记录不规范", Level.THREE),
        Paragraph("5个党支部会议记录缺记录人签字，2个党支部少开1次党员大会。"),
        Paragraph("公开不及时", Level.THREE),
        Paragraph("3个党支部“三务”公开内容未按季度更新。"),
        Paragraph("整改要求", Level.ONE),
        Paragraph("各党组织要对照《整改通知单》逐条制定整改措施，明确整改时限和责任人，于11月20日前完成整改。"),
    )
    return BulletinContent(
        mark="中共青禾镇委员会文件",
        number="青党发〔2026〕18号",
        title="中共青禾镇委员会关于2026年第三季度基层党建观摩排名情况的通报",
        to="各村（社区）党组织，各“两新”党组织",
        body=body,
        issuer=ISSUER,
        date=DAY,
        attachments=(ranking(), ranking(7, "“两新”组织")) if lists is None else lists,
        copies_to="县委组织部，县委党建工作领导小组办公室。",
        printed_by="中共青禾镇委员会办公室",
        note="此件发至各村（社区）",
    )


def filing() -> FilingContent:
    """A filing that the county has accepted."""
    return FilingContent(
        number="青党备〔2026〕3号",
        submitter=ISSUER,
        to="县委组织部",
        round_name=ROUND,
        date=DAY,
        submitted_by="组织委员甲",
        submitted_at=datetime(2026, 10, 9, 7, 4, tzinfo=UTC),
        lists=(ranking(), ranking(7, "“两新”组织")),
        opened_on=date(2026, 9, 14),
        closed_on=date(2026, 9, 25),
        decision="已备案",
        decided_by="经办人甲",
        decided_at=datetime(2026, 10, 12, 1, 30, tzinfo=UTC),
    )


def summary() -> SummaryContent:
    """A summary with one empty section."""
    return SummaryContent(
        title="2026年第三季度基层党建观摩情况总结",
        round_name=ROUND,
        issuer=ISSUER,
        date=DAY,
        overview=("本轮观摩于9月14日至25日进行，共观摩村（社区）12个、“两新”组织6个，收到评分表153份。",),
        experience=("第1村党支部建立“三个清单”，问题38条、任务41条、责任41条逐条对应，按月更新。",),
        exemplars=("第2村党支部主题党日有计划、有主题、有记录，得分94.89分，列第2名。",),
        problems=("共发现问题26条，扣分最多的是“三会一课”记录，涉及5个党支部。", "“三务”公开不及时，涉及3个党支部。"),
        responsibility=("下发《整改通知单》11份，整改时限为2026年11月20日，由党支部书记负责。",),
    )


def aggregate() -> AggregateContent:
    """Three counted sheets; item 1 of the first section lost 1.25 and 0.50 points, the last item does not apply."""
    sections = []
    for section in sheet(filled=False).sections:
        items = [AggregateItem(one.no, one.text, one.points, 0, Decimal(0), Decimal("0.00")) for one in section.items]
        if section.no == "一":
            reasons = ("没有签字", "第2季度少开1次党员大会")
            items[0] = AggregateItem(1, items[0].text, Decimal(3), 2, Decimal("1.75"), Decimal("0.58"), reasons)
        if section.no == "五":
            items[2] = AggregateItem(3, items[2].text, Decimal(3), applies=False)
        sections.append(AggregateSection(section.no, section.title, section.points, Decimal("14.42"), tuple(items)))
    return AggregateContent(
        title="村（社区）党建观摩、检查、测评汇总得分表",
        organisation="青禾镇第1村党支部",
        round_name=ROUND,
        version="第1版",
        issuer=ISSUER,
        date=DAY,
        sections=tuple(sections),
        scores=(Decimal("100.00"), Decimal("99.50"), Decimal("98.71")),
        score=Decimal("99.40"),
        rank=2,
        rule=RULE,
    )


def receipt(count: int = 3) -> ReceiptContent:
    """The result of one organisation with ``count`` deductions."""
    lines = tuple(
        DeductionLine(
            f"一、党建基础 第{n}项（3分）",
            Decimal(n) / 4,
            f"第{n}处会议记录缺记录人签字",
            f"每缺1次扣0.{n}分",
            f"补齐{n}次会议的签字，支部书记每月检查一次（11月{n % 28 + 1}日前）",
        )
        for n in range(1, count + 1)
    )
    return ReceiptContent(
        title="得分反馈单",
        organisation="青禾镇第1村党支部",
        round_name=ROUND,
        list_name="村（社区）",
        issuer=ISSUER,
        date=DAY,
        score=Decimal("93.37"),
        rank=4,
        of=12,
        class_name="先进",
        ballots=9,
        lines=lines,
        ask=f"{ISSUER}，组织委员组织委员甲",
        reply="对扣分有不同意见的，可以带上佐证材料向组织本轮观摩的单位说明。",
    )


def progress(count: int = 12) -> BulletinContent:
    """A progress bulletin whose list has ``count`` organisations."""
    rows = tuple(ProgressRow(f"青禾镇第{n}村党支部", n + 3, n, 1 if n % 4 == 0 else 0) for n in range(1, count + 1))
    listed = ProgressContent(f"{ROUND}整改进展情况", ISSUER, ROUND, DAY, rows)
    body = (
        Paragraph("整改进展", Level.ONE),
        Paragraph("12个党组织列入整改台账114项，已销号78项，销号率68.4%；未销号36项，其中逾期3项。"),
    )
    return BulletinContent(
        mark="中共青禾镇委员会文件",
        number="青党发〔2026〕19号",
        title="中共青禾镇委员会关于2026年第三季度内部观摩整改进展情况的通报",
        to="各党组织",
        body=body,
        issuer=ISSUER,
        date=DAY,
        attachments=(listed,),
        printed_by=ISSUER,
    )


def learning() -> LearningContent:
    """The report of a team of three."""
    return LearningContent(
        title="青禾镇第1督导组学习报告",
        round_name="2026年第四季度交叉观摩",
        sender=ISSUER,
        target="中共云岭镇委员会",
        leader="副书记甲",
        members=("班子成员乙", "班子成员丙"),
        date=DAY,
        ideas=("把38条问题清单挂在墙上，逐条销号。",),
        experience=("“党员家庭户挂牌”覆盖96户。", "主题党日每月5日固定开展。"),
        gaps=("本镇还有3个村没有固定的主题党日。",),
    )


def collection() -> CollectionContent:
    """Two cases, one with a long text and one with facts alone."""
    first = CollectedCase(
        title="一张清单管到底",
        organisation="青禾镇第4村党支部",
        kind="会议日期",
        date=date(2026, 3, 6),
        facts=(("参加人数", "38"),),
        texts=(("做法", ("查出17个问题，逐条写进清单。", "每月21日对账一次。")),),
        reason="65个村都学得来。",
    )
    second = CollectedCase(
        "院坝党课", "青禾镇第8村党支部", "授课日期", date(2026, 7, 1), (("听课人数", "112"),), (), "好懂。"
    )
    return CollectionContent("2026年优秀组织生活案例选编", ISSUER, DAY, (first, second))


def record_book() -> RecordBookContent:
    """A meeting written here and signed by both, and one whose minutes stand in the book on paper."""
    typed = Minutes(
        kind="支部委员会会议",
        date_title="会议日期",
        held_on=date(2026, 2, 9),
        subject="研究换届的3件事",
        facts=(("议题", "研究换届的3件事"), ("主持人", "书记甲"), ("应到人数", "7"), ("实到人数", "6")),
        texts=(("会议记录", "一是核对名册，共46人。\n二是定下13日开党员大会。"),),
        signed=(SignedBy("书记", "书记甲", date(2026, 2, 10)), SignedBy("记录人", "委员乙", date(2026, 2, 11), True)),
        paper_book="",
        remarks=(Remark(date(2026, 2, 20), "更正补充", "应到人数写错"),),
    )
    on_paper = Minutes(
        "支部党员大会", "会议日期", date(2026, 2, 13), "", (("应到人数", "46"), ("实到人数", "—")), (("会议记录", ""),),
        (SignedBy("书记"), SignedBy("记录人")), "第29册", (),
    )  # fmt: skip
    return RecordBookContent("2026年党组织会议记录本", "县委", "青禾镇第4村党支部", "QH04-2026", DAY, (typed, on_paper))


def letter(paragraphs: int = 2) -> LetterContent:
    """A letter to a department of the county."""
    text = "为摸清12个村（社区）党员活动室的情况，请协助提供2026年以来的维修记录，于11月30日前函复我委。"
    return LetterContent(
        ISSUER,
        "青禾党函〔2026〕4号",
        "关于商请提供村级活动场所维修记录的函",
        "县民政局",
        (*(Paragraph(text) for _n in range(paragraphs)), Paragraph("特此函达。")),
        ISSUER,
        DAY,
        "县委组织部",
    )


def meeting_minutes(agreed: int = 2) -> MeetingMinutesContent:
    """The minutes of a meeting with three lists of people, one of them long."""
    names = "　".join(
        ["书记甲", "副书记乙", "组织委员丙", "宣传委员丁", "统战委员戊", "纪委书记己", "武装部长庚", "党建办辛"]
    )
    body = [
        one
        for number in range(agreed)
        for one in (
            Paragraph("关于整改台账", Level.ONE),
            Paragraph(f"会议议定，{number + 3}个村（社区）的整改事项在20个工作日内完成，由党建办每周调度1次。"),
        )
    ]
    return MeetingMinutesContent(
        mark=f"{ISSUER}会议纪要",
        number="青禾党会纪〔2026〕2号",
        title="2026年第3次党建工作领导小组会议纪要",
        meeting="2026年第3次党建工作领导小组会议",
        held_on=date(2026, 11, 3),
        place="镇党委会议室",
        chair="书记甲",
        body=tuple(body),
        present=names,
        issuer=ISSUER,
        date=DAY,
        absent="副镇长壬",
        sitting_in="各村（社区）党组织书记",
        copies_to="县委组织部",
    )


def plan() -> PlanContent:
    """A plan that rests on two documents."""
    basis = (
        BasisDocument("省委组织部", "关于在全省组织开展基层党建观摩检查测评活动的通知"),
        BasisDocument("县委组织部", "年度基层党建工作要点", "青组发〔2026〕3号", date(2026, 3, 1)),
    )
    body = (
        Paragraph("工作目标", Level.ONE),
        Paragraph("每季度对12个村（社区）逐个观摩1次。"),
        Paragraph("工作要求", Level.ONE),
        Paragraph("观摩结束后5个工作日内下发《整改通知单》。"),
    )
    return PlanContent("青禾镇2026年基层党建观摩、检查、测评工作实施方案", ISSUER, DAY, basis, body)


def withdrawal() -> WithdrawalContent:
    """A bulletin is withdrawn."""
    return WithdrawalContent(
        number="青党发〔2026〕20号",
        title="关于撤回《中共青禾镇委员会关于2026年第三季度基层党建观摩排名情况的通报》的通知",
        to="各党组织",
        withdrawn="中共青禾镇委员会关于2026年第三季度基层党建观摩排名情况的通报",
        withdrawn_number="青党发〔2026〕18号",
        issued_on=date(2026, 10, 9),
        reason="附件1第3名的得分有误",
        issuer=ISSUER,
        date=date(2026, 10, 12),
    )


def working_ledger(count: int = 8) -> WorkingLedgerContent:
    """``count`` rows; every second one is signed off, every fourth one is late."""
    entries = tuple(
        WorkingEntry(
            organisation=f"青禾镇第{n}村党支部",
            round_name=ROUND,
            item=f"一、党建基础 第{n % 9 + 1}项",
            judges=n % 5 + 1,
            points=Decimal(n % 7) / 4,
            matter=f"{n}号问题：第2季度少开1次党员大会",
            measure=f"{n}号措施：补开党员大会",
            responsible_person="责任人乙",
            due_on=date(2026, 11, 1 + n % 28),
            notice=f"青党整改〔2026〕{n}号",
            state="已销号" if n % 2 else "整改中",
            done="已补开" if n % 2 else "",
            looked_back="2026-11-18 已整改到位" if n % 2 else "",
            signed_off_on=date(2026, 11, 20) if n % 2 else None,
            days_over=n if n % 4 == 0 else None,
        )
        for n in range(1, count + 1)
    )
    return WorkingLedgerContent("整改工作台账", ISSUER, DAY, entries)


def assessment(count: int = 6) -> AssessmentContent:
    """``count`` results, the last one without a rank."""
    rows = tuple(
        Assessed(
            township="青禾镇",
            organisation=f"青禾镇第{n}村党支部",
            leader="书记丙",
            round_name=ROUND,
            list_name="村（社区）",
            score=Decimal(9900 - n) / 100 if n < count else None,
            rank=n if n < count else None,
            class_name="达标" if n < count else "",
            reason="" if n < count else "没有收到评分表，不排名",
            filing="青禾镇观摩备〔2026〕4号",
            accepted_on=date(2026, 12, 25),
        )
        for n in range(1, count + 1)
    )
    return AssessmentContent("2026年度基层党建考核结果", ISSUER, DAY, rows)


def goal_archive() -> GoalArchiveContent:
    """A closed archive of two goals with a paper and an update."""
    rows = (("每月主题党日", "书记甲", "开了11次", "完成"), ("整顿阵地2处", "委员乙", "—", "完成1处"))
    goals = Listed("目标", ("目标内容", "责任人", "进展", "结果"), rows)
    return GoalArchiveContent(
        title="2026年度党建目标管理档案",
        organisation="青禾镇第4村党支部",
        date=DAY,
        begun_on=date(2026, 1, 8),
        closed_on=date(2026, 12, 29),
        closed_by="书记甲",
        facts=(("总目标", "争创先进支部"),),
        tables=(goals,),
        papers=(Kept("阵地图片7.pdf", date(2026, 6, 3)),),
        updates=(Updated(date(2026, 6, 5), "书记甲", "上半年进展"),),
    )


def all_contents() -> dict[str, Content]:
    """Every kind of document by name."""
    return {
        "blank": sheet(filled=False),
        "filled": sheet(),
        "notice": notice(),
        "ledger": ledger(),
        "ranking": ranking(),
        "bulletin": bulletin(),
        "filing": filing(),
        "summary": summary(),
        "aggregate": aggregate(),
        "receipt": receipt(),
        "progress": progress(),
        "learning": learning(),
        "plan": plan(),
        "withdrawal": withdrawal(),
        "working_ledger": working_ledger(),
        "collection": collection(),
        "record_book": record_book(),
        "assessment": assessment(),
        "goal_archive": goal_archive(),
        "letter": letter(),
        "meeting_minutes": meeting_minutes(),
    }
