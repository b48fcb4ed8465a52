"""What training makes small: how far the network's answers are from people's marks, and from a teacher's answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

from onrecord.reading.statements.marking import NEAR
from onrecord.training.examples import Batch
from onrecord.training.network import Reader

# Of the training part of PolNeAR: losses are divided by a batch's words over this, so that all batches weigh the same.
WORDS_PER_STATEMENT = 36


class Losses(NamedTuple):
    """Losses of a batch, each about a mean over its statements; ``taught`` is zero without a teacher."""

    anchor: Tensor
    roles: Tensor
    tags: Tensor
    valid: Tensor
    taught: Tensor

    def total(self) -> Tensor:
        """What is made small."""
        return self.anchor + self.roles + 0.25 * self.tags + 0.5 * self.valid + self.taught


@dataclass(frozen=True, slots=True)
class _Asked:
    """The anchors that a network is asked to tag around: those of statements first, then words that are none."""

    window: Tensor
    anchor: Tensor
    reach: int


class _Answers(NamedTuple):
    words: Tensor
    anchor: Tensor
    roles: Tensor
    tags: Tensor
    valid: Tensor


def losses_of(
    model: Reader, batch: Batch, negatives: float, chance: torch.Generator, teacher: Reader | None = None
) -> Losses:
    """The losses of a batch.

    Args:
        model: the network that is trained.
        batch: windows with people's marks.
        negatives: words that are no anchors, for each statement.
        chance: what draws them.
        teacher: a trained network, whose answers are targets beside the marks.
    """
    words = model.encoder(batch.pieces, batch.features, batch.positions, batch.real, batch.first)
    anchor, roles = model.statements.find(words)
    counted = batch.counted[..., 0]
    statements = counted.sum() / WORDS_PER_STATEMENT + 1
    # When reading, most statements are tagged near by and only those that go on further out: both are trained.
    reach = (min(NEAR, model.shape.reach), model.shape.reach)[int(torch.randint(2, (), generator=chance))]
    false = _false_anchors(anchor[..., 1].detach(), batch, int(negatives * statements.item()), chance)
    asked = _Asked(torch.cat([batch.window, false[0]]), torch.cat([batch.anchor, false[1]]), reach)
    tags, valid = model.statements.around(words, asked.window, asked.anchor, reach)

    found = functional.binary_cross_entropy_with_logits(anchor, batch.anchors, reduction="none")
    anchor_loss = (found * batch.counted).sum() / statements
    role_loss = functional.cross_entropy(roles.transpose(1, 2), batch.roles, reduction="none")
    role_loss = (role_loss * counted).sum() / counted.sum().clamp(min=1)
    true = len(batch.anchor)
    truth = torch.zeros(len(valid), device=valid.device)
    truth[:true] = 1.0
    valid_loss = functional.binary_cross_entropy_with_logits(valid, truth, reduction="sum") / statements
    seen = slice(model.shape.reach - reach, model.shape.reach + reach + 1)
    chain = model.transitions.loss(tags[:true].float(), batch.tags[:, seen], batch.tagged[:, seen])
    taught = torch.zeros((), device=valid.device)
    if teacher is not None:
        taught = _taught(_Answers(words, anchor, roles, tags, valid), _answers(teacher, batch, asked), batch, asked)
    return Losses(anchor_loss, role_loss, chain.sum() / statements, valid_loss, taught)


def _answers(model: Reader, batch: Batch, asked: _Asked) -> _Answers:
    with torch.no_grad():
        words = model.encoder(batch.pieces, batch.features, batch.positions, batch.real, batch.first)
        found = model.statements.find(words)
        return _Answers(words, *found, *model.statements.around(words, asked.window, asked.anchor, asked.reach))


def _taught(mine: _Answers, hers: _Answers, batch: Batch, asked: _Asked) -> Tensor:
    """How far a network's answers are from a teacher's: its words' vectors, and what it is asked of them.

    Weighed as the losses against people's marks are.
    """
    real = batch.first > 0  # a word's first piece stands after the window's mark
    count = real.sum().clamp(min=1)
    statements = count / WORDS_PER_STATEMENT + 1
    vectors = ((mine.words.float() - hers.words.float()).square().mean(-1) * real).sum() / count
    likely = torch.sigmoid(hers.anchor.float())
    found = functional.binary_cross_entropy_with_logits(mine.anchor.float(), likely, reduction="none")
    anchor = (found * real[..., None]).sum() / statements
    roles = (_divergence(mine.roles, hers.roles) * real).sum() / count
    offsets = torch.arange(-asked.reach, asked.reach + 1, device=real.device)
    at = asked.anchor[:, None] + offsets
    there = (at >= 0) & (at < real.sum(1)[asked.window][:, None])
    tags = (_divergence(mine.tags, hers.tags) * there).sum() / statements
    valid = functional.binary_cross_entropy_with_logits(
        mine.valid.float(), torch.sigmoid(hers.valid.float()), reduction="sum"
    )
    return vectors + anchor + roles + 0.25 * tags + 0.5 * valid / statements


def _divergence(mine: Tensor, hers: Tensor) -> Tensor:
    """The Kullback-Leibler divergence of two sets of logits, over their last axis."""
    theirs = functional.log_softmax(hers.float(), -1)
    return (theirs.exp() * (theirs - functional.log_softmax(mine.float(), -1))).sum(-1)


def _false_anchors(anchor: Tensor, batch: Batch, count: int, chance: torch.Generator) -> tuple[Tensor, Tensor]:
    """Words that are no anchors, drawn by how much the model takes them for one."""
    known = batch.counted[..., 1]
    weight = torch.sigmoid(anchor.float()) * known * (1 - batch.anchors[..., 1]) + 1e-9 * known + 1e-12
    drawn = torch.multinomial(weight.flatten().cpu(), max(1, count), generator=chance).to(anchor.device)
    return drawn // anchor.shape[1], drawn % anchor.shape[1]
