from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pimpasa.accounts.models import Officer
from pimpasa.keys.kinds import Doubt


class UnlockForm(forms.Form):
    """The passphrase again, where a session has no open key."""

    passphrase = forms.CharField(
        label=gettext_lazy("Your password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": gettext_lazy("Type your password.")},
    )


class DeclineForm(forms.Form):
    """Why a colleague's key is not withdrawn."""

    doubt = forms.ChoiceField(
        label=gettext_lazy("Why do you decline?"),
        choices=Doubt.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose why.")},
    )


class NewPasswordForm(forms.Form):
    """A new password of an officer, typed twice."""

    first = forms.CharField(
        label=gettext_lazy("Choose a password"),
        help_text=gettext_lazy("At least 12 characters. Four words that only you would put together are good."),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": gettext_lazy("Choose a password.")},
    )
    second = forms.CharField(
        label=gettext_lazy("The same password again"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": gettext_lazy("Type the password a second time.")},
    )

    def __init__(self, *args: Any, officer: Officer | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._officer = officer

    def clean_first(self) -> str:
        first: str = self.cleaned_data["first"]
        validate_password(first, self._officer)
        return first

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if values.get("first") and values.get("second") and values["first"] != values["second"]:
            self.add_error("second", _("The two passwords are not the same."))
        return values


class InvitedForm(NewPasswordForm):
    """A first password; with it the second half of an invitation that came on a sheet."""

    second_half = forms.CharField(
        label=gettext_lazy("The code that a colleague gives you"),
        help_text=gettext_lazy(
            "Twelve digits. Your head of office, an officer of the unit or an auditor sees them; ask one who knows you."
        ),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        error_messages={"required": gettext_lazy("Type the code that a colleague gives you.")},
    )
    field_order = ("second_half", "first", "second")

    def __init__(self, *args: Any, has_second_half: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_second_half:
            del self.fields["second_half"]


class ChangePasswordForm(NewPasswordForm):
    old = forms.CharField(
        label=gettext_lazy("Your password until now"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": gettext_lazy("Type your password.")},
    )
    field_order = ("old", "first", "second")


class RecoverForm(NewPasswordForm):
    """For who forgot their password and kept their recovery code."""

    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address here"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
        error_messages={"required": gettext_lazy("Type your e-mail address.")},
    )
    code = forms.CharField(
        label=gettext_lazy("Your recovery code"),
        help_text=gettext_lazy("The 33 letters and digits that you printed. Capitals, spaces and dashes don't matter."),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Type your recovery code.")},
    )
    field_order = ("email", "code", "first", "second")


class KitForm(forms.Form):
    """The office's recovery kit, from paper."""

    code = forms.CharField(
        label=gettext_lazy("The recovery kit's code"),
        help_text=gettext_lazy("53 letters and digits from the sheet. Capitals, spaces and dashes don't matter."),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Type the code of the recovery kit.")},
    )
