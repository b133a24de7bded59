"""The forms of the pages on which sheets are taken in."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from guanmo.stages.scoring.importers.phone_export import LARGEST_FILE, too_large


class ExportForm(forms.Form):
    """The file of one phone; what it holds is judged by the importer, not by its name."""

    file = forms.FileField(
        label=_("手机导出的文件"),
        help_text=_("名称以“观摩评分-”开头的 .json 文件，最大 60 MB。同一个文件可以反复上传，不会重复计入。"),
        allow_empty_file=True,
        error_messages={"required": _("请先选择文件。")},
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """Look at the size before anything is read."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(str(too_large()))
        return file
