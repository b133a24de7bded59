"""Is a long title broken between words, in as few lines as fit?"""

import pytest

from guanmo.stages.documents.exporters.fit import ems
from guanmo.stages.documents.exporters.titles import title_lines
from tests.stages.documents.exporters import samples

TEXT_WIDTH = 156
ROOM = TEXT_WIDTH / (22 * 25.4 / 72)  # 20.1 characters of 2号


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("整改通知单", ("整改通知单",)),
        (
            "中共青禾镇委员会关于2026年第四季度内部逐个观摩情况的通报",
            ("中共青禾镇委员会关于2026年", "第四季度内部逐个观摩情况的通报"),
        ),
        ("青禾镇2026年第四季度内部逐个观摩整改进展情况", ("青禾镇2026年第四季度", "内部逐个观摩整改进展情况")),
        ("云岭街道党工委2026年度基层党建工作观摩示范点现场打分结果", None),
        ("张家口子山前村第二党小组关于共同学习观摩经验的方案", None),
        ("A" * 60, ("A" * 60,)),
    ],
)
def test_title_is_broken_between_words(title, lines):
    broken = title_lines(title, 22, TEXT_WIDTH)
    assert "".join(broken) == title
    assert lines is None or broken == lines
    for word in ("观摩", "逐个", "内部", "季度", "2026年", "示范", "打分", "党小组", "学习"):
        assert "".join(broken).count(word) == sum(line.count(word) for line in broken), (word, broken)


def test_lines_of_the_samples_fit():
    titles = [one.title for one in samples.all_contents().values()]
    assert max(ems(line) for title in titles for line in title_lines(title, 22, TEXT_WIDTH)) <= ROOM


def test_a_break_that_only_fits_elsewhere_is_found():
    # no joint at all: a line of 20.1 characters is filled with 19
    assert [len(line) for line in title_lines("山" * 57, 22, TEXT_WIDTH)] == [19, 19, 19]
