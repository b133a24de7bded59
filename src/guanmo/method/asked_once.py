"""Ask once: whether a demand asks for what is held already (基层减负; design.md 5).

A demand is a few words: the title of a field, of a paper, of a ledger. Words that only ask for a list or a count ("名单",
"次数") change nothing about what is asked for, so they are taken off on both sides before the comparison.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

_ASKING = ("请", "提供", "报送", "上报", "填报", "提交", "上交")
_WHOSE = ("本村", "本社区", "本单位", "本组织", "本支部", "现有", "全部", "今年", "年度", "全年")
_SHAPES = (
    "花名册", "名册", "名单", "人数", "总数", "数量", "次数", "期数", "情况", "统计表", "统计", "开展", "汇总表", "汇总", "明细表",
    "明细", "一览表", "登记表", "台账", "记录", "信息", "表", "数",
)  # fmt: skip
_MARKS = re.compile(r"[“”\"'《》\s]|（[^（）]*）|\([^()]*\)")
_DEMAND = re.compile(r"(?:提供|报送|上报|填报|提交|上交|准备)([^，。；、,;.（）()]{2,30})")


@lru_cache(maxsize=4096)  # every page of a ledger asks it of the words of all ledgers
def stem(words: str) -> str:
    """What the words ask for, without who asks, whose it is and in which shape.

    >>> stem("上报本村党员花名册"), stem("“主题党日”开展次数"), stem("值班地点")
    ('党员', '主题党日', '值班地点')
    """
    bare = _MARKS.sub("", words)
    for heads in (_ASKING, _WHOSE):
        bare = _without_head(bare, heads)
    while (shape := next((one for one in _SHAPES if bare.endswith(one) and bare != one), "")) != "":
        bare = bare[: -len(shape)]
    return bare


def by_stem(held: Mapping[str, str]) -> dict[str, str]:
    """Words and the place where each is held, ready to be looked up."""
    return {stem(words): place for words, place in held.items()}


def held_place(demand: str, held: Mapping[str, str]) -> str:
    """Where it is held: the place by the stem of its words (see ``by_stem``); empty when nowhere.

    >>> held = by_stem({"党员": "花名册"})
    >>> held_place("党员名单", held), held_place("党员活动日", held)
    ('花名册', '')
    """
    return held.get(stem(demand), "")


def demands_in(text: str) -> Iterable[str]:
    """What a sentence tells people to hand in.

    >>> list(demands_in("查看现场。村里提供党员花名册，并上报主题党日次数。"))
    ['党员花名册', '主题党日次数']
    """
    return _DEMAND.findall(text)


def _without_head(words: str, heads: Iterable[str]) -> str:
    while (head := next((one for one in heads if words.startswith(one) and words != one), "")) != "":
        words = words[len(head) :]
    return words
