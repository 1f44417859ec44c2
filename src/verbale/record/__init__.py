"""What a document says, as validated types: the contract that everything else builds on."""

from verbale.record.model import (
    Actor,
    Document,
    Duration,
    Item,
    Meeting,
    Place,
    ReadDocument,
    Record,
    Side,
    Span,
    Statement,
    check_spans,
)
from verbale.record.vocabulary import (
    ActorKind,
    ItemStatus,
    MeetingForm,
    MeetingState,
    OutletKind,
    StatementKind,
    Topic,
)

__all__ = [
    "Actor",
    "ActorKind",
    "Document",
    "Duration",
    "Item",
    "ItemStatus",
    "Meeting",
    "MeetingForm",
    "MeetingState",
    "OutletKind",
    "Place",
    "ReadDocument",
    "Record",
    "Side",
    "Span",
    "Statement",
    "StatementKind",
    "Topic",
    "check_spans",
]
