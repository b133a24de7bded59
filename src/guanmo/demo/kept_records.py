"""What the made-up organisations wrote, again and again. ``@secretary`` stands for their own secretary."""

from typing import Any

_MEETING = {
    "agenda": "学习文件，安排本月工作",
    "chair": "@secretary",
    "recorder": "赵样九",
    "expected": 9,
    "present": 8,
}
_STEPS = {
    code: {"on": f"2026-01-{day:02d}", "note": ""}
    for day, code in enumerate(("plan", "study", "talks", "meeting", "rectify", "self", "members", "decision"), start=5)
}
MONTHLY: dict[str, dict[str, str]] = {"study_session": {"kind": "special_study"}, "committee_building_meeting": {}}
"""What the year's key points ask each month, though its ledger asks it each quarter."""
KEPT: dict[str, dict[str, Any]] = {
    "theme_party_day": {"theme": "学习身边的榜样", "content": "集中学习，开展志愿服务", "present": 21},
    "party_group": {"agenda": "学习文件，安排本月工作", "expected": 9, "present": 8},
    "branch_committee": {**_MEETING, "building": True},
    "general_meeting": {**_MEETING, "expected": 26, "present": 22},
    "secretary_ledger": {"matter": "整理党员活动室", "measure": "专人负责，月底前完成", "result": "已完成"},
    "party_lesson": {
        "topic": "把支部建在产业上",
        "lecturer": "@secretary",
        "audience": ["all"],
        "medium": "classroom",
        "present": 26,
    },
    "progress_report": {"progress": "按计划推进"},
    "study_session": {"topic": "学习党的创新理论", "present": 20},
    "democratic_life_meeting": {"topic": "查摆问题，改进作风", "chair": "@secretary", "present": 6, "steps": _STEPS},
    "organisational_life_meeting": {"topic": "对照检查", "chair": "@secretary", "present": 22, "steps": _STEPS},
    "member_appraisal": {"appraised": 24, "excellent": 6, "qualified": 18, "steps": _STEPS},
    "heart_to_heart_talk": {"kind": "with_members", "posts": ["secretary", "member"]},
    "affairs_disclosure": {"content": "收支明细和重要事项"},
    "channel_post": {"channel": "党建专栏", "topic": "活动报道"},
    "study_posts": {"channel": True, "posts": 6},
    "joint_committee_meeting": {"agenda": "商量共建项目", "units": "卫生院、小学", "decisions": "确定两个项目"},
    "joint_conference": {"agenda": "通报共建进展", "units": "卫生院、小学", "decisions": "继续推进"},
    "three_lists": {
        "rows": [
            {
                "problem": "活动室设备旧",
                "task": "更换设备",
                "responsible": "书记",
                "due": "2026-09-30",
                "status": "done",
            }
        ]
    },
    "service_centre": {"sign": True, "slogan": True, "items": [{"item": "证明代办", "since": "2026-01-01"}]},
    "demonstration_post": {"holder": "党员张样一", "place": "服务大厅"},
    "campaign_activity": {"theme": "亮身份、践承诺", "content": "佩戴党徽，公开承诺", "result": "党员都参加"},
    "remote_education_site": {"person": "@secretary", "status": "working"},
    "three_funds": {"amount": "36000.00"},
    "work_funds": {"budgeted": "12000.00", "paid": "12000.00", "households": 860, "separate_line": True},
    "committee_building_meeting": {"agenda": "研究基层党建", "chair": "@secretary", "decisions": "部署下季度工作"},
    "reporting_meeting": {"reported": []},
    "research_report": {"title": "村集体经济调研", "author": "@secretary"},
}
ONCE: dict[str, dict[str, Any]] = {
    "dual_life": {"leader": "@secretary", "kind": "branch"},
    "female_cadres": {"head": False, "reserve": True},
    "village_body": {"body": "妇联", "by_committee": True},
    "regional_pattern": {"formed": True, "feature": "楼宇党建联建"},
    "talent": {"post": "合作社负责人", "consent": "given"},
    "cadre_training": {
        "cadre": "样干部",
        "position": "reserve",
        "kind": "placement",
        "place": "镇党建办",
        "completed": True,
    },
}
"""Registers that are written when there is something to write."""
NAMED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("honour_title", {"title": "demonstration", "basis": "县委命名文件"}),
    ("honour_title", {"title": "excellent", "basis": "县委命名文件"}),
    ("organisation_mark", {"mark": "poor_village", "basis": "县里确认的名单"}),
    ("development_plan", {"number": 2}),
)
"""What the county's department wrote about the first villages of the showcase."""
