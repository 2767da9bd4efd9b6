"""The kinds of entry that logs have in common; each log's own vocabulary names them so."""

CHECKLIST = "checklist"
NOTE = "note"
PHOTO = "photo"
