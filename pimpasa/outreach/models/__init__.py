"""What is stored of dialogues with residents, by what it is for. Nothing here is about one participant for good."""

from pimpasa.outreach.models.after import Photo, Promise
from pimpasa.outreach.models.day import Attendance, AudienceQuestion, DayEntry, QuizAnswer, Seat, Tally, Vote
from pimpasa.outreach.models.dialogue import Dialogue, DialogueKind, Series, Speaker
from pimpasa.outreach.models.planning import Departures, RwContact

__all__ = [
    "Attendance",
    "AudienceQuestion",
    "DayEntry",
    "Departures",
    "Dialogue",
    "DialogueKind",
    "Photo",
    "Promise",
    "QuizAnswer",
    "RwContact",
    "Seat",
    "Series",
    "Speaker",
    "Tally",
    "Vote",
]
