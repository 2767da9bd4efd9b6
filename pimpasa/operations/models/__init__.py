"""What is stored of operations, by what it is for."""

from pimpasa.operations.models.calendar import CalendarFeed
from pimpasa.operations.models.operation import LogEntry, Operation, OperationGrant, TeamMember
from pimpasa.operations.models.support import SupportRequest

__all__ = ["CalendarFeed", "LogEntry", "Operation", "OperationGrant", "SupportRequest", "TeamMember"]
