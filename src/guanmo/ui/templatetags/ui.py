"""Tags and filters of the components: icons, status tags, ranks, bars, changes, chart geometry, numbers."""

from decimal import Decimal, InvalidOperation
from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from guanmo.ui import charts
from guanmo.ui.bundles import bundle
from guanmo.ui.icons import SPRITE, icon_names
from guanmo.ui.shapes import BarChart, LineChart

register = template.Library()

DASH = "—"
TONE_ICONS = {"good": "circle-check", "warn": "clock", "bad": "triangle-alert", "info": "info", "mute": "circle"}


def _decimal(value: object) -> Decimal | None:
    """A number from a template, or None when there is none. An empty string is none, not zero."""
    try:
        return None if value in (None, "") else Decimal(str(value))
    except InvalidOperation:
        return None


def _heard(label: str) -> SafeString:
    """What a screen reader gets of a drawing: its name, or nothing when it is decoration."""
    return format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """An icon of the sprite. With ``label`` it is an image with a name, otherwise decoration."""
    return _drawn(str(name), str(label), str(css))


@lru_cache(maxsize=512)  # a page has dozens, and pages are alike
def _drawn(name: str, label: str, css: str) -> SafeString:
    if name not in icon_names():
        raise template.TemplateSyntaxError(f"no icon {name!r} in {SPRITE}")
    heard = _heard(label)
    return format_html(
        '<svg class="icon {}" {} focusable="false"><use href="{}#{}"></use></svg>', css, heard, static(SPRITE), name
    )


@register.simple_tag(takes_context=True)
def turn_to(context: template.Context, number: int, name: str = "") -> str:
    """The address of this page with another page of a list; ``name`` where there are several lists."""
    asked = context["request"].GET.copy()
    asked[name or "page"] = str(number)
    return f"?{asked.urlencode()}"


@register.simple_tag
def tag(tone: str, text: str, icon: str = "") -> SafeString:
    """Status tag; always icon and text."""
    if tone not in TONE_ICONS:
        raise template.TemplateSyntaxError(f"no tone {tone!r}")
    return format_html('<span class="tag tag--{}">{}{}</span>', tone, _icon(icon or TONE_ICONS[tone]), text)


def _icon(name: str) -> SafeString:
    return SafeString(icon(name))


@register.simple_tag
def rank(number: int | None) -> SafeString:
    """Rank badge: the first three stand out; without a rank a dash."""
    if number is None:
        return format_html('<span class="rank rank--none">{}</span>', DASH)
    return format_html('<span class="rank rank--{}">{}</span>', number if 1 <= number <= 3 else "n", number)


@register.simple_tag
def score_bar(value: object, whole: object = 100, tone: str = "red", label: str = "") -> SafeString:
    """Bar of exact width. Without ``label`` it is decoration: the figure must stand beside it."""
    share = charts.percent(_decimal(value) or Decimal(0), _decimal(whole) or Decimal(0))
    heard = _heard(label)
    return format_html(
        '<svg class="bar bar--{}" {}><rect class="bar-rail" width="100%" height="100%"></rect>'
        '<rect class="bar-fill" width="{}%" height="100%" rx="4"></rect></svg>',
        tone, heard, share,
    )  # fmt: skip


@register.simple_tag
def rank_range(best: int, worst: int, count: int, place: int | None = None) -> SafeString:
    """The interval of a rank as a line, with a dot at ``place`` if there is one; decoration: the figures stand beside it."""
    width = Decimal(100) / max(count, 1)
    left, length = (best - 1) * width, (worst - best + 1) * width
    return format_html(
        '<svg class="range" aria-hidden="true"><rect class="bar-rail" y="7" width="100%" height="2"></rect>'
        '<rect class="range-line" x="{}%" y="5" width="{}%" height="6" rx="3"></rect>{}</svg>',
        f"{left:.2f}", f"{length:.2f}", _dot((place - Decimal("0.5")) * width) if place else "",
    )  # fmt: skip


def _dot(share: Decimal) -> SafeString:
    return format_html('<circle class="range-place" cx="{}%" cy="8" r="4"></circle>', f"{share:.2f}")


@register.simple_tag
def change(value: object, unit: str = "", places: int | None = None) -> SafeString:
    """Difference to the time before: up, down, unchanged, or a dash when it is not known."""
    number = _decimal(value)
    if number is None:
        return format_html('<span class="change muted">{}</span>', DASH)
    if number == 0:
        return format_html('<span class="change muted">{}</span>', _("持平"))
    size = abs(number) if places is None else abs(number).quantize(Decimal(1).scaleb(-places))
    up = number > 0
    return format_html(
        '<span class="change {}">{}<span class="visually-hidden">{}</span>{}{}</span>',
        "good" if up else "bad", _icon("arrow-up" if up else "arrow-down"), _("上升") if up else _("下降"), size, unit,
    )  # fmt: skip


@register.simple_tag
def bars(chart: BarChart) -> list[charts.Bar]:
    """Coordinates of a bar chart, for ``ui/bar_chart.html``."""
    return charts.bars(chart)


@register.simple_tag
def plot(chart: LineChart) -> charts.Plot:
    """Coordinates of a line chart, for ``ui/line_chart.html``."""
    return charts.plot(chart)


@register.filter
def score(value: object) -> str:
    """A score with two places; a dash when it is not known."""
    number = _decimal(value)
    return DASH if number is None else str(number.quantize(Decimal("0.01")))


@register.filter
def points(value: object) -> str:
    """Points without idle zeros (``6.5``, ``8``); a dash when they are not known."""
    number = _decimal(value)
    if number is None:
        return DASH
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@register.filter
def alert_tone(level: object) -> str:
    """Tone of an alert from the tag of a Django message level; a tone stays what it is."""
    return {"success": "good", "warning": "warn", "error": "bad", "debug": "info"}.get(str(level), str(level) or "info")


@register.simple_tag
def stylesheets() -> SafeString:
    """The link to all stylesheets of the floor."""
    return format_html('<link rel="stylesheet" href="{}">', bundle("css").url)


@register.simple_tag
def behaviours() -> SafeString:
    """The script element of all behaviours; a module is deferred by nature."""
    return format_html('<script type="module" src="{}"></script>', bundle("js").url)
