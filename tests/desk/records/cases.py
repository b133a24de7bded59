"""What each clause asks of a ledger, as one record that a person writes, and what must be read afterwards.

Nothing here is copied from the ledgers: titles and words are those of the clause, values are made up.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Case:
    """One requirement: who writes which record where, what the record's page then shows, and what the ledger's page counts.

    ``asked`` are inputs without which the record is refused; ``counts`` are (word, how many) on the page of the ledger;
    ``gap`` is the period that the page of what is due calls missing without the record, and no more with it.
    """

    id: str
    code: str
    organisation: str
    person: str
    data: Mapping[str, Any]
    shows: Sequence[str]
    asked: Sequence[str] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    gap: str = ""


A1, AE, A = ("A1", "a1_secretary"), ("AE", "ae_secretary"), ("A", "a_officer")
A3, D = ("A3", "a3_secretary"), ("D", "county_admin")
POST = {"kind": "post", "holder": "甲岗党员", "place": "大厅窗口"}
AREA = {"kind": "area", "holder": "乙片党员", "place": "东片"}
VENUE = {"area": "120", "equipment": "投影一台", "signs": "clear"}
PLANS = {
    "title": "秋季班",
    "opening_course": "第一课题目",
    "form": "film",
    "way": "warning",
    "emphasis": "ideals",
    "present": "31",
}

CASES = [
    Case("S0-4.3-b", "publicity_item", *A1,
         {"medium": "broadcast", "title": "新路通了", "link": "https://example.org/a", "subject": "exemplar"},
         ["广播电视", "新路通了", "https://example.org/a", "先进典型"], ["medium", "title", "subject"],
         {"广播电视": 1, "报刊": 0, "网络": 0, "先进典型": 1}),
    Case("S0-4.3-c", "brand", *A1, {"name": "红色驿站", "summary": "为老服务", "file-proof": "牌匾.pdf", "held_on": "2026-05-06"},
         ["红色驿站", "为老服务", "牌匾.pdf", "2026年5月6日"], ["name", "summary"]),
    Case("S1-V-1.5-a", "secretary_ledger", *A1, {"matter": "整顿档案", "measure": "专人整理", "result": "已补齐", "held_on": "2026-08-03"},
         ["整顿档案", "专人整理", "已补齐", "2026年8月3日"], ["matter", "measure"], gap="第3季度"),
    Case("S1-V-1.7-b", "party_lesson", *A1,
         {"topic": "乡村振兴", "lecturer": "@a1_secretary", "audience": ["elderly", "floating"], "medium": "online", "present": "12", "held_on": "2026-09-01"},
         ["老党员、流动党员", "线上"], ["audience", "medium"], {"线上": 1, "课堂讲授": 0, "老党员": 1}, gap="第3季度"),
    Case("S1-V-2.1", "study_session", *A1,
         {"kind": "group_seminar", "topic": "二十大", "present": "9", "file-material": "讲义.pdf", "held_on": "2026-07-09"},
         ["集中研讨", "二十大", "9", "2026年7月9日", "讲义.pdf"], ["kind", "topic", "present"], gap="第3季度 集中研讨"),
    Case("S1-E-2.1", "study_session", *AE,
         {"kind": "special_study", "topic": "党章", "present": "6", "held_on": "2026-07-09"},
         ["专题学习", "党章"], ["kind", "topic", "present"], gap="第3季度 专题学习"),
    Case("S1-V-2.4", "demonstration_file", *A1,
         {"status": "building", "tasks": "建广场", "results": "群众满意", "file-photo": "广场.pdf"},
         ["正在建设", "建广场", "群众满意", "广场.pdf"], ["status", "tasks", "results"]),
    Case("S1-V-3.6-a", "home_study", *A1, {"visitor": "周样", "material": "新党章", "flagged": "3", "held_on": "2026-06-02"},
         ["周样", "新党章", "3", "2026年6月2日"], ["visitor", "material", "flagged"]),
    Case("S1-V-3.7", "channel_post", *A1, {"channel": "大塘先锋", "topic": "报名通知", "held_on": "2026-10-08"},
         ["大塘先锋", "报名通知", "2026年10月8日"], ["channel", "topic"], gap="10月"),
    Case("S1-V-3.10-a", "remote_education_site", *A1, {"person": "@a1_secretary", "status": "faulty", "held_on": "2026-10-20"},
         ["a1_secretary", "有故障", "2026年10月20日"], ["status"]),
    Case("S1-V-3.11", "online_home", *A1, {"address": "www.example.org", "updates": "每周一次", "demonstration": "building"},
         ["www.example.org", "每周一次", "创建中"], ["address", "updates", "demonstration"]),
    Case("S1-V-5.1", "venue", *A1, {**VENUE, "file-photo": "标语.pdf", "held_on": "2026-10-01"},
         ["120", "投影一台", "规范清楚", "标语.pdf", "2026年10月1日"], ["area", "equipment", "signs"]),
    Case("S1-E-5.1", "venue", *AE, {**VENUE, "signs": "worn", "file-photo": "门牌.pdf"},
         ["需要更新", "门牌.pdf"], ["area", "equipment", "signs"]),
    Case("S1-E-1.4", "study_posts", *AE, {"channel": "yes", "posts": "8", "period": "2026-09", "held_on": "2026-10-02"},
         ["是", "8", "2026年9月"], ["channel", "posts"], gap="9月"),
    Case("S1-E-4.1", "two_new_activity", *AE,
         {"form": "small", "tags": ["production"], "content": "技改攻关", "result": "提质两成"},
         ["生产经营", "技改攻关", "提质两成"], ["tags", "content", "result"]),
    Case("S3-3.2-a", "two_new_activity", *AE, {"form": "dispersed", "tags": ["culture"], "content": "读书", "result": "好"},
         ["分散"], ["form"], {"分散": 1, "集中": 0, "业余小型活动": 0}),
    Case("S3-3.2-b", "two_new_activity", *AE,
         {"form": "small", "tags": ["decisions", "culture", "benefit"], "content": "义卖", "result": "好"},
         ["科学决策、先进文化、公益活动"], ["tags"], {"生产经营": 0, "科学决策": 1, "先进文化": 1, "公益活动": 1}),
    Case("S2-2.1.5", "organisation_support", *A, {"target": "@A2", "kind": "equipment", "amount": "3500.50", "held_on": "2026-04-02"},
         ["A2村党支部", "设备", "3500.50", "2026年4月2日"], ["target", "kind"], {"人员": 0, "场所": 0, "经费": 0, "设备": 1}),
    Case("S3-3.2-e", "organisation_support", *A, {"target": "@AE", "kind": "venue"}, ["A镇样例公司党支部", "场所"], ["target", "kind"]),
    Case("S2-3.3-e", "contact_point_visit", *A,
         {"point": "@A1", "leader": "@a_secretary", "guidance": "理清台账", "problems": "缺专人"},
         ["A1村党支部", "a_secretary", "理清台账", "缺专人", "2026年11月2日"], ["point", "guidance"]),
    Case("S2-3.3-f", "contact_point_result", *A, {"point": "@A1", "became": "yes", "file-proof": "命名.pdf", "held_on": "2026-09-03"},
         ["A1村党支部", "是", "命名.pdf", "2026年9月3日"], ["point", "became"], {"是": 1, "否": 0}),
    Case("S2-3.4-a", "research_topic", *A, {"topic": "集体经济", "lead": "@a_deputy", "team": "组织办", "due": "2026-12-20"},
         ["集体经济", "a_deputy", "组织办", "2026年12月20日"], ["topic", "team", "due"]),
    Case("S2-3.7-d", "commendation", *D,
         {"who": "A1村党支部", "occasion": "责任制考核", "basis": "县委文件三号", "level": "county", "held_on": "2026-01-30"},
         ["A1村党支部", "县委文件三号", "县", "2026年1月30日"], ["who", "basis", "level"]),
    Case("S4-18a", "commendation", *D, {"who": "丙党员", "occasion": "抗洪抢险", "basis": "县委文件四号", "level": "county"},
         ["丙党员", "抗洪抢险", "县委文件四号"], ["occasion", "basis", "level"]),
    Case("S4-18b", "commendation", *D,
         {"who": "丙党员", "occasion": "抗洪", "basis": "四号", "level": "county", "recommended": "on"},
         ["已推荐为“两代表一委员”人选</dt><dd>是"], counts={"是": 1, "否": 0}),
    Case("S3-1.1-a", "directive_passed_on", *A1, {"directive": "一号文件", "meeting": "党员大会", "present": "40", "held_on": "2026-02-20"},
         ["一号文件", "党员大会", "40", "2026年2月20日"], ["directive", "meeting", "present"]),
    Case("S3-3.1-c", "campaign_activity", *A1,
         {"campaign": "practice", "theme": "重走长征路", "content": "徒步十里", "result": "四十人参加"},
         ["党性实践活动", "重走长征路", "徒步十里", "四十人参加"], ["theme", "content", "result"]),
    Case("S3-3.2-f", "owner_agreement", *AE, {"time": "yes", "place": "no", "held_on": "2026-03-04"},
         ["业主同意安排时间</dt><dd>是", "业主同意提供场所</dt><dd>否", "2026年3月4日"], ["time", "place"]),
    Case("S3-4.1.1-b", "training_session", *A, {**PLANS, "form": "model_talk"}, ["先进人物作报告"], ["form"],
         {"课堂讲授": 0, "观看电教片": 0, "外出参观学习": 0, "先进人物作报告": 1, "撰写心得体会": 0}),
    Case("S3-4.1.2", "training_session", *A, {**PLANS, "emphasis": "ability"}, ["领导能力"], ["emphasis"],
         {"理想信念": 0, "领导能力": 1, "廉洁勤政": 0}),
    Case("S4-12o", "training_session", *A, {**PLANS, "way": "exchange"}, ["交流体验培训"], ["way"],
         {"定点集中培训": 0, "学历提升培训": 0, "党务专项培训": 0, "交流体验培训": 1, "警示教育培训": 0}),
    Case("S4-16b", "training_session", *A, {**PLANS, "red_tradition": "on"}, ["有红色传统内容</dt><dd>是"], counts={"是": 1}),
    Case("S4-1d", "training_session", *A, {**PLANS, "opening_course": "讲话精神", "content": "三个单元"}, ["讲话精神", "三个单元"], ["opening_course"]),
    Case("S3-4.2-b", "weak_village_support", *A,
         {"village": "@A2", "supporter": "县供销社", "projects": "大棚", "amount": "50000"},
         ["A2村党支部", "县供销社", "大棚", "50000.00"], ["village", "supporter", "projects"]),
    Case("S3-6.2-b", "pairing_meeting", *A1, {"partner": "县医院", "problems": "时间冲突", "solutions": "改到周末", "held_on": "2026-03-04"},
         ["县医院", "时间冲突", "改到周末"], ["problems", "solutions"], gap="上半年"),
    Case("S4-1c", "centre_group_study", *A, {"first_topic": "头条题目", "present": "11", "held_on": "2026-07-07"},
         ["头条题目", "11", "2026年7月7日"], ["first_topic", "present"]),
    Case("S4-2a", "education_base", *D,
         {"name": "烈士陵园", "owner": "民政局", "status": "open", "protection": "已修缮", "uses-0-on": "2026-07-01",
          "uses-0-who": "白鹭小学", "uses-0-people": "56"},
         ["烈士陵园", "民政局", "开放", "2026年7月1日", "白鹭小学", "56"], ["name", "owner", "status"]),
    Case("S4-31b", "education_base", *D, {"name": "教育中心", "owner": "组织部", "status": "open", "protection": "功能已完善"},
         ["教育中心", "功能已完善"], ["protection"]),
    Case("S4-2b", "red_activity", *A1, {"kind": "contest", "content": "党史题", "present": "20"}, ["知识竞赛"], ["kind"],
         {"主题演讲": 0, "图片展览": 0, "知识竞赛": 1, "主题党日": 0}),
    Case("S4-4c", "political_ceremony", *A1, {"kind": "renewed", "participants": "33", "held_on": "2026-07-01"},
         ["党员重温入党誓词", "33", "2026年7月1日"], ["kind", "participants"], {"新党员入党宣誓": 0, "党员重温入党誓词": 1}),
    Case("S4-5b", "organisation_self_check", *A1,
         {"core": "是核心", "standing": "有威信", "political": "甲一", "organising": "乙二", "leading": "丙三", "cohesion": "丁四",
          "mobilising": "戊五", "held_on": "2026-04-20"},
         ["是核心", "有威信", "甲一", "乙二", "丙三", "丁四", "戊五"],
         ["core", "standing", "political", "organising", "leading", "cohesion", "mobilising"], gap="全年"),
    Case("S4-6b", "handed_matter", *A1,
         {"matter": "广场舞比赛", "to": "women", "due": "2026-11-10", "result": "已办完", "held_on": "2026-10-30"},
         ["广场舞比赛", "妇联", "2026年11月10日", "已办完", "2026年10月30日"], ["matter", "to", "due"]),
    Case("S4-7i", "shared_resource", *A3,
         {"unit": "县一中", "kind": "venue", "uses-0-on": "2026-10-03", "uses-0-what": "篮球赛"},
         ["县一中", "场所", "2026年10月3日", "篮球赛"], ["unit", "kind"], {"场所": 1, "服务": 0, "人员": 0}),
    Case("S4-18h", "care_work", *A1, {"kind": "medal", "held_on": "2026-07-01"}, ["颁发“七一纪念奖章”", "2026年7月1日"], ["kind"],
         {"谈心谈话": 0, "走访慰问": 0, "颁发“七一纪念奖章”": 1, "因公殉职干部家属关爱": 0}),
    Case("S4-19a", "service_contact", *A1, {"members": "7", "services": "19", "held_on": "2026-10-10"},
         ["7", "19", "2026年10月10日"], ["members", "services"]),
    Case("S4-20a", "discipline_month", *A1, {"activity": "警示片", "present": "21", "held_on": "2026-09-12"},
         ["警示片"], ["activity"], gap="全年"),
    Case("S4-22b", "rural_model", *D, {"model": "@A1", "basis": "县委通报", "held_on": "2026-06-30"},
         ["A1村党支部", "县委通报", "2026年6月30日"], ["model", "basis"]),
    Case("S4-25k", "group_service", *A1, {"kind": "修路灯", "services": "14", "held_on": "2026-10-11"},
         ["修路灯", "14", "2026年10月11日"], ["kind", "services"]),
    Case("S4-29c", "committee_building_meeting", *A,
         {"agenda": "研究换届", "chair": "@a_secretary", "decisions": "定方案", "held_on": "2026-08-08"},
         ["研究换届", "定方案"], ["agenda", "decisions"], gap="第3季度"),
    Case("S4-31d", "red_village", *A1, {"named": "yes", "venues": ["library", "corridor"]},
         ["已由市里命名</dt><dd>是", "红色书吧、红色长廊"], ["named", "venues"]),
    Case("S4-31i", "channel", *A1, {"name": "A1先锋", "kind": "wechat", "status": "active", "held_on": "2026-11-01"},
         ["A1先锋", "微信公众号", "在用", "2026年11月1日"], ["name", "kind", "status"]),
    Case("S3-5.2-e", "venue", *A1, {**VENUE, "shared": "on", "uses-0-on": "2026-10-05", "uses-0-who": "镇卫生院"},
         ["开放共享</dt><dd>是", "2026年10月5日", "镇卫生院"]),
    Case("S4-10b", "responsibility_list", *A,
         {"rows-0-item": "每季度研究党建", "rows-0-standard": "有议题有议定事项", "rows-0-status": "running", "held_on": "2026-03-02"},
         ["每季度研究党建", "有议题有议定事项", "正在进行", "2026年3月2日"], ["rows-0-item"]),
    Case("S4-10c", "secretary_task_list", *A,
         {"secretary": "@a_secretary", "rows-0-task": "抓好一个薄弱村", "rows-0-due": "2026-12-20", "rows-0-status": "planned"},
         ["a_secretary", "抓好一个薄弱村", "2026年12月20日", "还没开始"], ["rows-0-task"]),
    Case("S3-1.3-b", "cadre_training", *A,
         {"cadre": "样副镇长", "position": "township", "kind": "practice", "place": "县信访大厅", "until": "2026-12-31", "held_on": "2026-10-08"},
         ["样副镇长", "其他实践锻炼", "县信访大厅", "2026年10月8日", "2026年12月31日"], ["cadre", "kind", "place"],
         {"一般培训": 0, "其他实践锻炼": 1}),
    Case("S3-4.1.3-e", "training_outcome", *D,
         {"training": "书记轮训班", "who": "A1村书记", "outcome": "criticism", "basis": "考核不合格，部务会决定", "held_on": "2026-10-09"},
         ["书记轮训班", "A1村书记", "批评", "考核不合格，部务会决定", "2026年10月9日"], ["who", "outcome", "basis"], {"奖励": 0, "批评": 1}),
    Case("S4-17d", "member_pledge", *A1,
         {"who": "甲党员", "kind": "pledge", "text": "带动三户种茶", "fulfilled": "2026-10-20", "held_on": "2026-03-01"},
         ["甲党员", "带动三户种茶", "2026年3月1日", "2026年10月20日"], ["who", "kind", "text"], {"承诺": 1, "志愿服务": 0}),
    Case("S4-17d", "member_pledge", *A1, {"who": "乙党员", "kind": "volunteer", "text": "清扫广场", "held_on": "2026-10-06"},
         ["志愿服务", "清扫广场"], counts={"承诺": 0, "志愿服务": 1}),
    Case("S4-27d", "candidate_review", *A1,
         {"candidate": "丁人选", "post": "delegate", "result": "not_passed", "body": "县委组织部", "held_on": "2026-03-05"},
         ["丁人选", "党代表", "不通过", "县委组织部", "2026年3月5日"], ["candidate", "post", "result", "body"]),
    Case("S4-31j", "venue", *AE, {**VENUE, "joint": "和县税务局共用"}, ["和县税务局共用"]),
]  # fmt: skip
