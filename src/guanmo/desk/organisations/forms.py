"""The form of the tree's upload."""

from django import forms
from django.utils.translation import gettext_lazy as _


class UploadForm(forms.Form):
    """One workbook; what it holds is judged by the importer, not by its name."""

    file = forms.FileField(
        label=_("填好的模板"),
        help_text=_("Excel 或 WPS 保存的 .xlsx 文件，最大 20 MB。先预览，确认后才写入。"),
        allow_empty_file=True,
        error_messages={"required": _("请先选择文件。")},
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )
