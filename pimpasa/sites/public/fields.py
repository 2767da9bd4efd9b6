from typing import Any

from django import forms


class Words(forms.CharField):
    """Text as somebody typed it: null bytes fall away, line ends become one kind, nothing else changes."""

    def to_python(self, value: Any) -> str:
        text: str = super().to_python(value) or ""
        return text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
