"""Django's forms in GOV.UK's markup."""

from django.forms.renderers import TemplatesSetting


class GovukRenderer(TemplatesSetting):
    """Label, hint, error and input the way govuk-frontend styles them; widgets' templates lie under django/forms."""

    field_template_name = "common/forms/field.html"
