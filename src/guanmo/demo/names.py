"""The made-up names of the demo county. Nothing here is a real place, office or person: people are all 样 and 例."""

from collections.abc import Iterator
from itertools import islice, product

COUNTY = "青禾县"

TOWNSHIPS = (
    ("云岭镇", "town"),
    ("柳河乡", "township"),
    ("大塘镇", "town"),
    ("桃源镇", "town"),
    ("新安镇", "town"),
    ("石桥镇", "town"),
    ("清溪镇", "town"),
    ("沙田乡", "township"),
    ("白鹭镇", "town"),
    ("双井乡", "township"),
    ("稻香街道", "street"),
    ("禾苗街道", "street"),
)

_FIRST = "云东竹大岭上下古白新荷龙杨双前梅石安永红青桥溪口黄清沙坪河南北松柏花泉"
_SECOND = "岭山坪冲塘坡渡沙湾泉井林板桥星石溪口泥河田坝坳垅"
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_GIVEN = [f"{first}{second}" for first, second in product("样例", "一二三四五六七八九十")]

TRADES = (
    ("农产品公司", "new_economic"),
    ("商贸公司", "new_economic"),
    ("合作社联合会", "new_social"),
    ("建材公司", "new_economic"),
    ("志愿者协会", "new_social"),
)

STRENGTHS = (
    "“主题党日”与农时结合，党员参与率高",
    "台账清楚，查阅方便",
    "服务项目上墙，群众办事有人带",
    "书记讲课联系本村实际",
)
FAULTS = (
    "记录不完整",
    "缺少图片资料",
    "上报不及时",
    "台账缺1个月",
    "没有签字",
    "公开栏未更新",
    "措施不具体",
    "资料未归档",
)


def villages(township: str, index: int) -> Iterator[str]:
    """Fifteen short village names of a township, the first named after it."""
    own = township.rstrip("镇乡").removesuffix("街道")
    yield own
    made = (
        _FIRST[(index * 3 + number * 7) % len(_FIRST)] + _SECOND[(index * 5 + number * 11) % len(_SECOND)]
        for number in range(15)
    )
    yield from islice((name for name in made if name != own and name[0] != name[1]), 14)


def people() -> Iterator[str]:
    """Endless made-up names such as 赵样一."""
    while True:
        for given, surname in product(_GIVEN, _SURNAMES):
            yield f"{surname}{given}"
