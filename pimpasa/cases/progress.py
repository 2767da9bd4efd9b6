"""What a reporter reads about each step; completeness is tested."""

from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from pimpasa.cases.states import CaseState, Closure
from pimpasa.education.helplines import number_of
from pimpasa.reports.states import State

# Asked for when somebody reads the sentence: an office may have put in another number since.
_number = lazy(number_of, str)
NUMBERS = {"sapa": _number("sapa"), "kp2mi": _number("kp2mi")}
REPORT_SENTENCES = {
    State.RECEIVED: _("Your report has arrived. An officer reads it next."),
    State.VERIFYING: _("An officer is checking what you reported."),
    State.NEEDS_INFORMATION: _("The officer waits for your answer. Answer only if you feel safe."),
    State.SUBSTANTIATED: _("The officer found enough to go on. The office now decides what to do."),
    State.NOT_SUBSTANTIATED: format_lazy(
        _(
            "The officer could not find enough to go on. Thank you; if you learn more, write below. "
            "Others help too: SAPA {sapa} (women and children), KP2MI {kp2mi} (work abroad)."
        ),
        **NUMBERS,
    ),
    State.NOT_A_VIOLATION: _("The officer found nothing against the rules. Thank you for reporting in good faith."),
    State.DUPLICATE: _("The office knew of this already and follows it up together with the other report."),
    State.HANDED_OVER: _("This belongs to another authority. The office has passed it on."),
}

CASE_SENTENCES = {
    CaseState.OPEN: _("The office has opened a case on what you reported."),
    CaseState.PLANNED: _("The office has planned its next step."),
    CaseState.CARRIED_OUT: _("The office has taken action and is evaluating it."),
}

CLOSURE_SENTENCES = {
    Closure.ACTED: _("The office has acted and closed the case. Thank you."),
    Closure.HELPED: _("Help was arranged and the case is closed. Thank you."),
    Closure.PASSED_ON: _("Another authority has taken the case over. Thank you."),
    Closure.NO_GROUND: format_lazy(
        _(
            "The office found no ground for further steps and closed the case. Thank you. "
            "Others help too: SAPA {sapa} (women and children), KP2MI {kp2mi} (work abroad)."
        ),
        **NUMBERS,
    ),
}
