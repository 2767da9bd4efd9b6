from typing import Any

from django import forms


class Words(forms.CharField):
    """Text as somebody typed it: null bytes fall away, line ends become one kind, nothing else changes."""

    def to_python(self, value: Any) -> str:
        text: str = super().to_python(value) or ""
        return text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")


class OneFile(forms.FileInput):
    """A file's field in our words, not the browser's."""

    template_name = "django/forms/widgets/file.html"
