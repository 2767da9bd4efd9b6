from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused


class TemplateFault(Refused):
    """A template that does not compile; `line` counts from 1 in the office's own text, 0 where it is not known."""

    def __init__(self, message: str, line: int = 0) -> None:
        where = {"line": line, "message": message}
        super().__init__(
            "template_fault",
            _("Line %(line)d of the template: %(message)s") % where
            if line
            else _("The template does not compile: %(message)s") % where,
        )
        self.line = line
