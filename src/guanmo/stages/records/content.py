"""What no ledger may ask: data about residents, beliefs, health, money of persons, or what the county holds anyway."""

KEPT_OUT = (
    "身份证", "身份号码", "电话", "手机", "微信号", "住址", "住户", "民族", "宗教", "信仰", "病", "残疾", "家庭成员", "亲属", "子女",
    "工资", "收入情况", "举报人", "上访", "投诉人", "谈话内容", "批评内容", "违纪", "违法", "行踪", "定位", "位置", "签到", "积分排名",
)  # fmt: skip
"""Words in the title of a field that show what is kept out (kept_out.md); the county is told to ask something else."""
HELD_ANYWAY = ("党组织名称", "组织名称", "上级组织", "书记姓名", "组织代码")
"""What the system holds already is not asked again (基层减负: ask once)."""
