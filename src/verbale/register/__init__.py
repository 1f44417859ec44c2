"""The register: the store of documents and of what was read from them, and the questions asked of it."""

from verbale.register.checking import Checked, Problem
from verbale.register.filing import Filed
from verbale.register.filters import Filters
from verbale.register.showing import InContext, Shown
from verbale.register.store import Register
from verbale.register.views import (
    ActorView,
    DocumentView,
    Hit,
    ItemView,
    MeetingView,
    PlaceView,
    Quote,
    SideView,
    Source,
    StatementView,
    Who,
)

__all__ = [
    "ActorView",
    "Checked",
    "DocumentView",
    "Filed",
    "Filters",
    "Hit",
    "InContext",
    "ItemView",
    "MeetingView",
    "PlaceView",
    "Problem",
    "Quote",
    "Register",
    "Shown",
    "SideView",
    "Source",
    "StatementView",
    "Who",
]
