"""The small vocabularies of verification."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from pimpasa.logbook import kinds


class StepKind(TextChoices):
    """What a step of the plan is; some have a form of their own."""

    TALK = "talk", _("Talk with the reporter")
    EVIDENCE = "evidence", _("Compare with the evidence")
    AGENCY = "agency", _("Look the agency up on the official list")
    LOOKUP = "lookup", _("Look it up in another system")
    FIELD = "field", _("Field check")
    OTHER = "other", _("Something else")


class StepResult(TextChoices):
    CONFIRMS = "confirms", _("It confirms the report")
    CONTRADICTS = "contradicts", _("It contradicts the report")
    NOTHING = "nothing", _("It says nothing either way")
    IMPOSSIBLE = "impossible", _("It could not be done")


class Confidence(TextChoices):
    LOW = "low", _("Low")
    MEDIUM = "medium", _("Medium")
    HIGH = "high", _("High")


class SourceKind(TextChoices):
    """What there is beyond the report itself; an outcome “substantiated” needs one."""

    SEEN = "seen", _("An officer saw it")
    WITNESS = "witness", _("Another person told it, apart from the reporter")
    REGISTER = "register", _("A register or another system shows it")
    DOCUMENT = "document", _("A document from elsewhere")
    REPORT = "report", _("Another report, from somebody else")


class ReviewState(TextChoices):
    """Where an office wants it, a second officer reads a finding before it counts."""

    NONE = "none", _("No review")
    ASKED = "asked", _("Waits for a second officer")
    AGREED = "agreed", _("A second officer agreed")
    RETURNED = "returned", _("A second officer gave it back")


class CheckedPerson(TextChoices):
    """Whom a field check is about; citizens and foreigners have rules of their own."""

    CITIZEN = "wni", _("An Indonesian citizen (WNI)")
    FOREIGNER = "wna", _("A foreigner (WNA)")


class CitizenPurpose(TextChoices):
    """The only purposes for which a citizen is checked in the field (Permenimipas 2/2025 art. 12 and 13)."""

    APPLYING = "applying", _("Doubt about an application for a travel document")
    USING = "using", _("That a travel document is not misused")
    CHILD = "child", _("Doubt about the registration of a child with two citizenships")
    LEAVING = "leaving", _("Leaving or entering the country: that a travel document is not misused")
    SPONSOR = "sponsor", _("Being the sponsor of a foreigner")


class UrgentReason(TextChoices):
    """What an officer has to have found directly to go without a letter (Permenimipas 2/2025 art. 30 (3))."""

    LISTED = "listed", _("A foreigner who is on the list of barred persons (cegah or tangkal)")
    WANTED = "wanted", _("A foreigner who is on the list of wanted persons")
    DOING = "doing", _("A foreigner in the act of what is reasonably suspected to break the rules")


class UrgentCondition(TextChoices):
    """What an urgent check meets besides what was found directly, each by a fact (Permenimipas 2/2025 art. 30)."""

    CONSENT = "consent", _("The competent official agrees first: who?")
    IDENTIFIED = "identified", _("The officer says who they are: by what?")
    LETTER = "letter", _("The letter comes the same day or the next at the latest: who sees to it?")
    BAP = "bap", _("The BAP is made at the office: by whom?")


class CheckState(TextChoices):
    ASKED = "asked", _("Waits for agreement")
    READY = "ready", _("May be carried out")
    VISITED = "visited", _("Carried out")
    REFUSED = "refused", _("Not agreed to")


class CheckStep(TextChoices):
    AGREE = "agree", _("agree to it")
    REFUSE = "refuse", _("refuse it")
    NOTE = "note", _("write down what is seen")
    SIGN = "sign", _("sign the visit")
    LETTER = "letter", _("hand in its surat perintah")


class EntryKind(TextChoices):
    """What was written down during a visit."""

    CHECKLIST = kinds.CHECKLIST, _("Checklist")
    NOTE = kinds.NOTE, _("Note")
    PHOTO = kinds.PHOTO, _("Photo")
    SIGNATURE = "signature", _("Signature")


class VisitItem(TextChoices):
    """The checklist of a visit: what an officer does before, during and after, for everybody's safety."""

    LETTER = "letter", _("I carry the surat perintah, or the visit was agreed to as urgent")
    SHOWN = "shown", _("I said who I am and why I come (art. 30 (4) c)")
    REPORTER_SAFE = "reporter_safe", _("Nothing I said or did points to a reporter")
    APART = "apart", _("Who may be a victim could speak apart from others, with an interpreter where needed")
    NO_FORCE = "no_force", _("I entered nobody's home without leave")
    HELP = "help", _("Who asked for help was told where to find it")
