"""The same statuses in the manners of wires, readouts, communiqués and newspapers (all invented)."""

from __future__ import annotations

import pytest

from test_items import stands


@pytest.mark.parametrize(
    ("text", "topic", "status"),
    [
        # Readouts and communiqués
        ("Special attention was paid to the implementation of joint energy projects.", "energy", "discussed"),
        ("The delegations considered issues of cooperation in the field of education.", "culture_education", "discussed"),
        ("The delegation expressed concern about arms supplies to the rebels.", "military", "discussed"),
        ("On the agenda were fisheries, tourism and air links.", "transport", "discussed"),
        ("Topics included migration, counter-terrorism and the fight against narcotics.", "migration", "discussed"),
        ("The interlocutors noted the need to resume the export of fertilisers.", "trade", "proposed"),
        ("The Council called for an immediate cessation of hostilities.", "ceasefire", "proposed"),
        ("Both sides reaffirmed their commitment to the ceasefire.", "ceasefire", "agreed"),
        ("The accord provides for the disarmament of militias within ninety days.", "military", "agreed"),
        ("The sale of submarines was not part of the discussions.", "military", "excluded"),
        # Wires and newspapers
        ("The visa-free regime will enter into force on 1 June.", "visas_consular", "agreed"),
        ("A protocol on the release of prisoners was initialled in the port.", "prisoners", "agreed"),
        ("The two airlines will resume service in April under an agreement reached in the port.", "transport", "agreed"),
        ("An initial exchange of 25 prisoners took place on Sunday.", "prisoners", "implemented"),
        ("Sudmark has completed the withdrawal of its troops.", "military", "implemented"),
        ("Talks are under way on a maritime corridor.", "transport", "in_progress"),
        ("Negotiators are close to a deal on tariffs.", "trade", "in_progress"),
        ("A ceasefire is within reach, the mediator said.", "ceasefire", "in_progress"),
        ("Norland put the water treaty on hold.", "water", "stalled"),
        ("Norland has stopped implementing the additional protocol.", "nuclear", "stalled"),
        ("Disagreements persist over the sequence of the withdrawal.", "military", "stalled"),
        ("The issue of access for inspectors remains unresolved.", "nuclear", "stalled"),
        ("The biggest stumbling block is the status of the disputed region.", "territory_border", "stalled"),
        ("There has been no movement on the release of hostages.", "prisoners", "stalled"),
        ("There will be no amnesty for war crimes, the government said.", "justice", "rejected"),
        ("The general said the buffer zone was a red line.", "territory_border", "rejected"),
        ("He said the hostages would be freed if the army pulled back.", "prisoners", "conditional"),
        ("Norland will lift the visa requirement as soon as Sudmark curbs irregular migration.", "visas_consular", "conditional"),
        ("Any settlement must include security guarantees, the minister says.", "security_guarantees", "demanded"),
        ("Norland repeatedly violated the airspace of Sudmark, the ministry said.", "transport", "breached"),
    ],
)
def test_manners_of_saying(text: str, topic: str, status: str) -> None:
    assert (topic, status) in stands(text)


@pytest.mark.parametrize(
    "text",
    [
        "The minister declined to say whether sanctions had been discussed.",
        "Norland hopes to sign a trade deal in May.",
        "Traders expect the grain exports to resume.",
        "She works on the board of a company that opened a mine.",
    ],
)
def test_what_only_sounds_like_it(text: str) -> None:
    assert stands(text) == set()
