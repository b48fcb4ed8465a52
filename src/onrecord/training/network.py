"""The reader model as a network: a BERT encoder of six layers and the statement head.

The encoder's weights begin as MiniLM-L6 (Wang et al. 2020, as trained further by sentence-transformers). The statement
head finds the anchor of each statement (the head word of its cue), then tags, for each anchor, the words around it as
cue, source or content. Tagging for one anchor at a time is what links the three, lets several statements stand in one
sentence, and lets one source speak in many.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.reading.encoder.network import LABELS
from onrecord.reading.encoder.words import Case, Gap, Quoted


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the network: the base encoder's, unless said.

    ``attention_heads`` and ``inner`` (the neurons between a layer's two wide products) are given for each layer.
    ``reach`` is how many words a statement may reach from its anchor, on either side.
    """

    vocabulary: int = 30522
    positions: int = 512
    width: int = 384
    attention_heads: tuple[int, ...] = (12,) * 6
    head_size: int = 32
    inner: tuple[int, ...] = (1536,) * 6
    head_width: int = 96
    reach: int = 72


class Dropout(nn.Module):
    """Dropout whose mask is the same for all words of a window: as good a regulariser, a hundredth of the cost."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        """Drop the same features of all words of a window."""
        if not self.training or not self.rate:
            return x
        mask = torch.rand(x.shape[0], *([1] * (x.dim() - 2)), x.shape[-1], device=x.device) >= self.rate
        return x * mask / (1 - self.rate)


class Layer(nn.Module):
    """One BERT layer, of as many attention heads and inner neurons as it is given."""

    def __init__(self, width: int, inner: int, attention_heads: int, head_size: int, dropout: float) -> None:
        super().__init__()
        self.attention_heads, self.head_size = attention_heads, head_size
        self.into = nn.Linear(width, 3 * attention_heads * head_size)
        self.out = nn.Linear(attention_heads * head_size, width)
        self.norm_attention = nn.LayerNorm(width, eps=1e-12)
        self.widen = nn.Linear(width, inner)
        self.narrow = nn.Linear(inner, width)
        self.norm_out = nn.LayerNorm(width, eps=1e-12)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Mix the pieces of each window; ``mask`` is added to the attention's scores (none: all pieces are real)."""
        batch, length, _ = x.shape
        heads, size = self.attention_heads, self.head_size
        query, key, value = (
            part.view(batch, length, heads, size).transpose(1, 2) for part in self.into(x).split(heads * size, dim=-1)
        )
        # Written out: on a CPU, the backward pass of the fused kernel takes three times as long.
        scores = query @ key.transpose(-1, -2) * size**-0.5
        if mask is not None:
            scores = scores + mask
        mixed = torch.softmax(scores, dim=-1).to(value.dtype) @ value
        x = self.norm_attention(x + self.dropout(self.out(mixed.transpose(1, 2).reshape(batch, length, heads * size))))
        return self.norm_out(x + self.dropout(self.narrow(functional.gelu(self.widen(x)))))


class Encoder(nn.Module):
    """Pieces in, one vector a word out.

    ``forward`` takes, for a batch of windows, the ids of the pieces, the features of each piece's word (case, gap,
    quoted), positions, which pieces are real, and the index of each word's first piece.
    """

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.pieces = nn.Embedding(shape.vocabulary, shape.width)
        self.position = nn.Embedding(shape.positions, shape.width)
        self.case = nn.Embedding(len(Case), shape.width)
        self.gap = nn.Embedding(len(Gap), shape.width)
        self.quoted = nn.Embedding(len(Quoted), shape.width)
        for feature in (self.case, self.gap, self.quoted):
            nn.init.zeros_(feature.weight)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.layers = nn.ModuleList(
            Layer(shape.width, inner, heads, shape.head_size, dropout)
            for heads, inner in zip(shape.attention_heads, shape.inner, strict=True)
        )
        self.dropout = Dropout(dropout)

    def forward(
        self, pieces: Tensor, features: Tensor, positions: Tensor, real: Tensor | None, first: Tensor
    ) -> Tensor:
        """One vector for each word: the last layer's at its first piece."""
        x = self.dropout(self.embedded(pieces, features, positions))
        mask = torch.where(real[:, None, None, :], 0.0, -1e4).to(x.dtype) if real is not None else None
        for layer in self.layers:
            x = layer(x, mask)
        return torch.gather(x, 1, first[:, :, None].expand(-1, -1, x.shape[-1]))

    def embedded(self, pieces: Tensor, features: Tensor, positions: Tensor) -> Tensor:
        """What the layers begin with: a vector for each piece."""
        case, gap, quoted = features.unbind(-1)
        x = self.pieces(pieces) + self.position(positions) + self.case(case) + self.gap(gap) + self.quoted(quoted)
        embedded: Tensor = self.norm(x)
        return embedded


class StatementHead(nn.Module):
    """Anchors, and for each anchor the tags of the words around it."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        width = shape.head_width
        self.reach = shape.reach
        self.dropout = Dropout(dropout)
        self.anchor = nn.Sequential(nn.Linear(shape.width, width), nn.GELU(), nn.Linear(width, 2))
        self.roles = nn.Linear(shape.width, len(LABELS))
        self.word = nn.Linear(shape.width, width)
        self.given = nn.Linear(shape.width, width)
        self.left = nn.Linear(shape.width, width, bias=False)
        self.right = nn.Linear(shape.width, width, bias=False)
        self.distance = nn.Embedding(2 * shape.reach + 1, width)
        nn.init.normal_(self.distance.weight, std=0.02)
        self.norm = nn.LayerNorm(width)
        self.near = nn.Conv1d(width, width, 3, padding=1)
        self.norm_near = nn.LayerNorm(width)
        self.far = Layer(width, 2 * width, 4, width // 4, 0.0)
        self.tags = nn.Linear(width, len(LABELS))
        self.valid = nn.Linear(width, 1)

    def find(self, words: Tensor) -> tuple[Tensor, Tensor]:
        """Logits of each word to be an anchor, of a statement of the author's and of any (that inside another's words
        too), and of its role in any statement (an auxiliary task of training)."""
        words = self.dropout(words)
        return self.anchor(words), self.roles(words)

    def around(self, words: Tensor, window: Tensor, anchor: Tensor, reach: int | None = None) -> tuple[Tensor, Tensor]:
        """For each anchor (its window, its word): logits of the tags of the ``2 reach + 1`` words around it, and of
        its being a statement's at all. Without ``reach``, as far as the head reaches."""
        offsets = torch.arange(-(reach or self.reach), (reach or self.reach) + 1, device=words.device)
        words = self.dropout(words)
        near = functional.pad(self.word(words), (0, 0, self.reach, self.reach))
        left = functional.pad(self.left(words), (0, 0, self.reach, self.reach))
        at = anchor[:, None] + self.reach + offsets
        chosen = words[window, anchor]
        x = near[window[:, None], at] + self.given(chosen)[:, None]
        x = x + left[window[:, None], at] * self.right(chosen)[:, None] + self.distance(offsets + self.reach)
        x = functional.gelu(self.norm(x))
        x = self.norm_near(x + functional.gelu(self.near(x.transpose(1, 2)).transpose(1, 2)))
        x = self.far(x, None)
        return self.tags(x), self.valid(x[:, len(offsets) // 2]).squeeze(-1)


class Reader(nn.Module):
    """The encoder with its heads."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.shape = shape
        self.encoder = Encoder(shape, dropout)
        self.statements = StatementHead(shape, dropout)
        self.transitions = Transitions(len(LABELS))


class Transitions(nn.Module):
    """A linear-chain conditional random field over tags (Lafferty et al. 2001)."""

    def __init__(self, labels: int) -> None:
        super().__init__()
        self.between = nn.Parameter(torch.zeros(labels, labels))
        self.begin = nn.Parameter(torch.zeros(labels))

    def loss(self, emissions: Tensor, gold: Tensor, real: Tensor) -> Tensor:
        """Negative log-likelihood of each row's gold tags; ``real`` marks a run of words that exist in each row.

        Words outside the run can only be ``O``.
        """
        emissions = confine(emissions, real)
        gold = gold * real
        between = self.between
        score = self.begin[gold[:, 0]] + emissions.gather(-1, gold[..., None]).squeeze(-1).sum(-1)
        score = score + between[gold[:, :-1], gold[:, 1:]].sum(-1)
        alpha = self.begin + emissions[:, 0]
        for step in range(1, emissions.shape[1]):
            alpha = torch.logsumexp(alpha[:, :, None] + between, dim=1) + emissions[:, step]
        return torch.logsumexp(alpha, dim=-1) - score


def confine(emissions: Tensor, real: Tensor) -> Tensor:
    """Emissions under which words that do not exist are ``O`` and nothing else."""
    only = emissions.new_full(emissions.shape[-1:], -1e4)
    only[0] = 0.0
    return torch.where(real[..., None], emissions, only)
