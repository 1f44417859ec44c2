"""The encoder and its heads in PyTorch: a six-layer BERT (Devlin et al. 2019), tag scores with a chain over them, link scorers."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn

from verbale.language.links import DISTANCES, RANKS, RELATIONS
from verbale.language.pieces import SETTINGS
from verbale.language.tags import TAGS, allowed

WIDTH, LAYERS, HEADS, INNER, VOCABULARY, POSITIONS = 384, 6, 12, 1536, 30522, 512


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
    """Ids, settings and mask, each (batch, length), to tag scores (batch, length, tags) and hidden states (batch, length, WIDTH)."""

    def __init__(self, dropout: float = 0.1, layers: int = LAYERS) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(VOCABULARY, WIDTH), nn.Embedding(POSITIONS, WIDTH)
        self.settings = nn.Embedding(SETTINGS, WIDTH)
        self.norm, self.dropout = nn.LayerNorm(WIDTH, eps=1e-12), nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))
        self.tags = nn.Linear(WIDTH, len(TAGS))

    def forward(self, ids: Tensor, settings: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Scores and hidden states; answers at padding mean nothing."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.dropout(self.norm(self.words(ids) + self.places(places) + self.settings(settings)))
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return self.tags(x), x


class Chain(nn.Module):
    """Log-likelihood of tag sequences under a linear chain."""

    allowed: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.transitions = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        self.register_buffer("allowed", torch.from_numpy(allowed()))

    def table(self) -> Tensor:
        """Transition scores with the forbidden ones very low."""
        return self.transitions + self.allowed

    def forward(self, scores: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
        """Mean negative log-likelihood a token. `scores` (batch, tokens, tags), `tags` and `mask` (batch, tokens)."""
        table = self.table()
        gold = scores.gather(2, tags[:, :, None])[:, :, 0] * mask
        steps = table[tags[:, :-1], tags[:, 1:]] * mask[:, 1:]
        alpha = scores[:, 0]
        for n in range(1, scores.shape[1]):
            step = torch.logsumexp(alpha[:, :, None] + table, dim=1) + scores[:, n]
            alpha = torch.where(mask[:, n, None] > 0, step, alpha)
        whole = torch.logsumexp(alpha, dim=1)
        return (whole - gold.sum(1) - steps.sum(1)).sum() / mask.sum()


class Links(nn.Module):
    """The scorer of one relation; the same sums as `verbale.language.links.LinkScorer`."""

    def __init__(self, hidden: int = 128) -> None:
        super().__init__()
        self.head, self.tail = (nn.Linear(2 * WIDTH, hidden, bias=False) for _ in range(2))
        self.distance, self.rank = nn.Embedding(DISTANCES, hidden), nn.Embedding(RANKS, hidden)
        self.none, self.out = nn.Linear(2 * WIDTH, 1), nn.Linear(hidden, 1, bias=False)

    def forward(self, span: Tensor, others: Tensor, distance: Tensor, rank: Tensor) -> Tensor:
        """Scores of the candidates and, last, of none, shape (candidates + 1,)."""
        hidden = self.head(span) + self.tail(others) + self.distance(distance) + self.rank(rank)
        return torch.cat([self.out(torch.relu(hidden))[:, 0], self.none(span)])


class Network(nn.Module):
    """Everything that is trained."""

    def __init__(self, layers: int = LAYERS) -> None:
        super().__init__()
        self.encoder, self.chain = Encoder(layers=layers), Chain()
        self.links = nn.ModuleDict({relation: Links() for relation in RELATIONS})


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
