"""The closed sets of values that a record uses, in the words of the annotation guidelines."""

from __future__ import annotations

from enum import StrEnum


class OutletKind(StrEnum):
    """What sort of publisher an outlet is."""

    WIRE = "wire"
    NEWSPAPER = "newspaper"
    BROADCASTER = "broadcaster"
    STATE_MEDIA = "state_media"
    GOVERNMENT = "government"
    ORGANIZATION = "organization"
    BLOG = "blog"


class ActorKind(StrEnum):
    """What sort of actor takes part or speaks."""

    PERSON = "person"
    BODY = "body"
    STATE = "state"
    ORGANIZATION = "organization"
    GROUP = "group"
    OUTLET = "outlet"
    UNNAMED = "unnamed"


class MeetingForm(StrEnum):
    """How sides engage with each other."""

    TALKS = "talks"
    MEETING = "meeting"
    CALL = "call"
    VIDEO = "video"
    VISIT = "visit"
    SUMMIT = "summit"
    SESSION = "session"
    SIGNING = "signing"
    EXCHANGE_OF_NOTES = "exchange_of_notes"


class MeetingState(StrEnum):
    """Where a meeting stands, as the document tells it."""

    HELD = "held"
    UNDER_WAY = "under_way"
    PLANNED = "planned"
    PROPOSED = "proposed"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    REFUSED = "refused"


class Topic(StrEnum):
    """What an item is about."""

    MISSION_OPERATIONS = "mission_operations"
    VISAS_CONSULAR = "visas_consular"
    NORMALIZATION = "normalization"
    RECOGNITION = "recognition"
    CEASEFIRE = "ceasefire"
    PEACE_SETTLEMENT = "peace_settlement"
    SECURITY_GUARANTEES = "security_guarantees"
    TERRITORY_BORDER = "territory_border"
    PRISONERS = "prisoners"
    HUMANITARIAN = "humanitarian"
    MILITARY = "military"
    ARMS_CONTROL = "arms_control"
    NUCLEAR = "nuclear"
    SANCTIONS = "sanctions"
    TRADE = "trade"
    ENERGY = "energy"
    FINANCE_AID = "finance_aid"
    WATER = "water"
    MIGRATION = "migration"
    CLIMATE = "climate"
    TECHNOLOGY_CYBER = "technology_cyber"
    TRANSPORT = "transport"
    HUMAN_RIGHTS = "human_rights"
    JUSTICE = "justice"
    CULTURE_EDUCATION = "culture_education"
    HEALTH = "health"
    OTHER = "other"


class ItemStatus(StrEnum):
    """Where an item stands."""

    AGREED = "agreed"
    IMPLEMENTED = "implemented"
    IN_PROGRESS = "in_progress"
    DISCUSSED = "discussed"
    PROPOSED = "proposed"
    DEMANDED = "demanded"
    CONDITIONAL = "conditional"
    STALLED = "stalled"
    REJECTED = "rejected"
    EXCLUDED = "excluded"
    BREACHED = "breached"


class StatementKind(StrEnum):
    """How much of a statement's content stands inside quotation marks: all, none, some."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
