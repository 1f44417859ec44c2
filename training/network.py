"""The encoder and its heads in PyTorch: a BERT (Devlin et al. 2019), tag scores with a chain a layer, link scorers, classifiers."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn

from verbale.language.classes import QUESTIONS
from verbale.language.links import DISTANCES, PARTS, RANKS, RELATIONS
from verbale.language.pieces import SETTINGS
from verbale.language.tags import COLUMNS, LAYERS, WIDEST, allowed, columns

WIDTH, DEPTH, HEADS, INNER, VOCABULARY, POSITIONS = 384, 6, 12, 1536, 30522, 512


class Layer(nn.Module):
    """One transformer layer, normalised after each sum as in BERT."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.output = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.first_norm, self.last_norm = (nn.LayerNorm(WIDTH, eps=1e-12) for _ in range(2))
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """`x` (batch, length, WIDTH); `bias` (batch, 1, 1, length), very low where there is padding."""
        b, n, _ = x.shape
        q, k, v = (part(x).view(b, n, HEADS, -1).transpose(1, 2) for part in (self.query, self.key, self.value))
        if self.training:
            # One kernel, half the time; the spelt-out form below is what the graph optimiser recognises and fuses at export.
            mixed = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        else:
            mixed = torch.softmax(q @ k.transpose(2, 3) / (WIDTH // HEADS) ** 0.5 + bias, dim=-1) @ v
        mixed = mixed.transpose(1, 2).reshape(b, n, WIDTH)
        x = self.first_norm(x + self.dropout(self.output(mixed)))
        inner = nn.functional.gelu(self.inner(x))
        return self.last_norm(x + self.dropout(self.outer(inner)))  # type: ignore[no-any-return]


class Encoder(nn.Module):
    """Ids, settings and mask, each (batch, length), to tag scores (batch, length, COLUMNS) and hidden states (batch, length, WIDTH)."""

    def __init__(self, dropout: float = 0.1, layers: int = DEPTH) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(VOCABULARY, WIDTH), nn.Embedding(POSITIONS, WIDTH)
        self.settings = nn.Embedding(SETTINGS, WIDTH)
        self.norm, self.dropout = nn.LayerNorm(WIDTH, eps=1e-12), nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))
        self.tags = nn.Linear(WIDTH, COLUMNS)

    def forward(self, ids: Tensor, settings: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Scores and hidden states; answers at padding mean nothing."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.dropout(self.norm(self.words(ids) + self.places(places) + self.settings(settings)))
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return self.tags(x), x


class Chain(nn.Module):
    """Log-likelihood of tag sequences under a linear chain in each layer."""

    allowed: Tensor
    columns: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.transitions = nn.Parameter(torch.zeros(len(LAYERS), WIDEST, WIDEST))
        self.register_buffer("allowed", torch.from_numpy(allowed()))
        self.register_buffer("columns", torch.from_numpy(columns()))

    def table(self) -> Tensor:
        """Transition scores with the forbidden ones very low."""
        return self.transitions + self.allowed

    def spread(self, scores: Tensor) -> Tensor:
        """Scores (words, COLUMNS) by layer and tag, (words, layers, WIDEST); very low where a layer has no such tag."""
        wide = torch.cat([scores, scores.new_full((len(scores), 1), -1e4)], dim=1)
        return wide[:, self.columns]

    def forward(self, scores: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
        """Negative log-likelihood by layer, summed over all chains.

        `scores` (chains, words, layers, WIDEST); `tags` (chains, words, layers), -1 where a layer is not annotated; `mask` (chains, words).
        """
        table = self.table()
        known, tags = tags[:, 0] >= 0, tags.clamp(min=0)
        gold = (scores.gather(3, tags[:, :, :, None])[:, :, :, 0] * mask[:, :, None]).sum(1)
        layer = torch.arange(len(LAYERS))[None, None]
        gold = gold + (table[layer, tags[:, :-1], tags[:, 1:]] * mask[:, 1:, None]).sum(1)
        alpha = scores[:, 0]
        for n in range(1, scores.shape[1]):
            live = int(mask[:, n].sum())  # chains come longest first
            step = torch.logsumexp(alpha[:live, :, :, None] + table, dim=2) + scores[:live, n]
            alpha = torch.cat([step, alpha[live:]]) if live < len(alpha) else step
        return ((torch.logsumexp(alpha, dim=2) - gold) * known).sum(0)


class Links(nn.Module):
    """The scorer of one relation; the same sums as `verbale.language.links.LinkScorer`."""

    def __init__(self, hidden: int = 128) -> None:
        super().__init__()
        self.head, self.tail = (nn.Linear(2 * WIDTH, hidden, bias=False) for _ in range(2))
        self.distance, self.rank = nn.Embedding(DISTANCES, hidden), nn.Embedding(RANKS, hidden)
        self.none, self.out = nn.Linear(2 * WIDTH, 1), nn.Linear(hidden, 1, bias=False)

    def forward(self, spans: Tensor, others: Tensor, which: Tensor, distance: Tensor, rank: Tensor) -> tuple[Tensor, Tensor]:
        """Scores of pairs and, for each span, of none.

        `spans` (n, 2 * WIDTH), `others` (m, 2 * WIDTH); `which` (pairs, 2) numbers a span and an other; `distance` and `rank` (pairs,).
        """
        hidden = self.head(spans)[which[:, 0]] + self.tail(others)[which[:, 1]] + self.distance(distance) + self.rank(rank)
        return self.out(torch.relu(hidden))[:, 0], self.none(spans)[:, 0]


class Parts(nn.Module):
    """What actors are to meetings: learnt beside the rest, not shipped, for grammars still read it better."""

    def __init__(self, hidden: int = 128) -> None:
        super().__init__()
        self.head, self.tail = (nn.Linear(2 * WIDTH, hidden, bias=False) for _ in range(2))
        self.distance, self.out = nn.Embedding(DISTANCES, hidden), nn.Linear(hidden, len(PARTS))

    def forward(self, meeting: Tensor, actors: Tensor, distance: Tensor) -> Tensor:
        """Scores of the parts, shape (actors, PARTS), of the actors at one meeting."""
        return self.out(torch.relu(self.head(meeting) + self.tail(actors) + self.distance(distance)))  # type: ignore[no-any-return]


class Classes(nn.Module):
    """The classifier of one question; the same sums as `verbale.language.classes.Classifier`."""

    def __init__(self, spans: int, classes: int, hidden: int = 128) -> None:
        super().__init__()
        self.inner, self.out = nn.Linear(3 * spans * WIDTH, hidden), nn.Linear(hidden, classes)
        self.dropout = nn.Dropout(0.2)

    def forward(self, views: Tensor) -> Tensor:
        """Scores of the classes, shape (rows, classes)."""
        return self.out(self.dropout(torch.relu(self.inner(views))))  # type: ignore[no-any-return]


class Network(nn.Module):
    """Everything that is trained."""

    def __init__(self, layers: int = DEPTH) -> None:
        super().__init__()
        self.encoder, self.chain = Encoder(layers=layers), Chain()
        self.links = nn.ModuleDict({relation: Links() for relation in RELATIONS})
        self.parts = Parts()
        self.classes = nn.ModuleDict({question: Classes(spans, len(names)) for question, (spans, names) in QUESTIONS.items()})


def load_pretrained(encoder: Encoder, weights: Path) -> None:
    """Take over the weights of all-MiniLM-L6-v2 (`model.safetensors`); settings start as the segment 0 of BERT."""
    from safetensors.torch import load_file

    given = load_file(weights)
    names = {
        "attention.self.query": "query",
        "attention.self.key": "key",
        "attention.self.value": "value",
        "attention.output.dense": "output",
    }
    names |= {
        "attention.output.LayerNorm": "first_norm",
        "intermediate.dense": "inner",
        "output.dense": "outer",
        "output.LayerNorm": "last_norm",
    }
    own = {"words.weight": given["embeddings.word_embeddings.weight"], "places.weight": given["embeddings.position_embeddings.weight"]}
    own["settings.weight"] = given["embeddings.token_type_embeddings.weight"][:1].repeat(SETTINGS, 1)
    own |= {f"norm.{end}": given[f"embeddings.LayerNorm.{end}"] for end in ("weight", "bias")}
    for n in range(len(encoder.layers)):
        for theirs, ours in names.items():
            own |= {f"layers.{n}.{ours}.{end}": given[f"encoder.layer.{n}.{theirs}.{end}"] for end in ("weight", "bias")}
    missing, unexpected = encoder.load_state_dict(own, strict=False)
    if unexpected or set(missing) != {"tags.weight", "tags.bias"}:
        raise ValueError(f"{weights}: not the weights expected; missing {missing}, unexpected {unexpected}")
