"""No text escapes translation: templates hold no bare Chinese, and the check finds what a catalogue lacks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tools import translations

SOURCE = Path(__file__).resolve().parents[2] / "src" / "guanmo"
CHINESE = re.compile(r"[\u4e00-\u9fff]+")
MARKED = re.compile(
    r"\{% comment %\}.*?\{% endcomment %\}|\{#.*?#\}|\{%\s*blocktranslate.*?\{%\s*endblocktranslate\s*%\}"
    r"|\{%\s*translate\s.*?%\}|_\((?:\"[^\"]*\"|'[^']*')\)",
    re.DOTALL,
)


def bare_chinese(template: str) -> list[str]:
    return CHINESE.findall(MARKED.sub("", template))


def catalogue(**texts: str) -> Catalog:
    made = Catalog(locale="en")
    for text, translation in texts.items():
        made.add(text, translation)
    return made


def test_templates_hold_no_bare_chinese() -> None:
    found = {
        str(path.relative_to(SOURCE)): bare
        for path in sorted(SOURCE.rglob("templates/**/*.html"))
        if "gallery" not in path.parts  # the gallery shows components to developers with sample words
        and (bare := bare_chinese(path.read_text(encoding="utf-8")))
    }
    assert found == {}


@pytest.mark.parametrize(
    "planted", ["<h1>排名</h1>", '<a title="整改">x</a>', '{% include "x.html" with label="通报" %}']
)
def test_planted_bare_chinese_is_found(planted: str) -> None:
    assert bare_chinese(planted)


def test_marked_chinese_is_not_bare() -> None:
    marked = '{% translate "排名" %}{% blocktranslate %}共 {{ n }} 个{% endblocktranslate %}{{ _("整改") }}{# 说明 #}'
    assert bare_chinese(marked) == []


def test_strings_of_a_template_and_of_a_module_are_collected(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    block = "{% blocktranslate count n=n %}一个{% plural %}{{ n }} 个{% endblocktranslate %}"
    page.write_text('{% load i18n %}\n  <p>{% translate "排名" %}</p>\n<b>' + block + "</b>\n", encoding="utf-8")
    module = tmp_path / "module.py"
    module.write_text('x = _("整" "改")\ny = pgettext("动词", "通报")\n', encoding="utf-8")
    assert list(translations.strings(page)) == [("排名", None), (("一个", "%(n)s 个"), None)]
    assert list(translations.strings(module)) == [("整改", None), ("通报", "动词")]


def test_missing_translation_is_a_fault() -> None:
    assert next(iter(translations.faults_of("en", catalogue(排名="")))) == "en: no translation: '排名'"


def test_lost_placeholder_is_a_fault() -> None:
    faults = list(translations.faults_of("en", catalogue(**{"共 %(n)s 个": "in all"})))
    assert faults[0] == "en: other placeholders than the source: '共 %(n)s 个'"


def test_draft_keeps_the_words_of_the_documents() -> None:
    made = Catalog(locale="zh_Hant")
    for text in ("整改台账", "考核项目", "平台文件"):
        made.add(text)
    translations.draft_traditional(made)
    assert [made.get(text).string for text in ("整改台账", "考核项目", "平台文件")] == [
        "整改臺帳",
        "考核項目",
        "平臺文件",
    ]
