"""The training loop: seeded, resumable, on CPU or GPU."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from onrecord.reading.statements.marking import NEAR
from onrecord.training.examples import Batch, Example, Piece, batch_of, epoch
from onrecord.training.network import Reader

# Of the training part of PolNeAR: losses are divided by a batch's words over this, so that all batches weigh the same.
WORDS_PER_STATEMENT = 36


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a model is trained; all of it goes into the model card."""

    seed: int = 1
    epochs: int = 5
    polish: int = 2  # epochs more, slower and with nothing hidden
    polish_rate: float = 0.35  # of the rates before
    pieces_per_batch: int = 2048
    encoder_rate: float = 1.5e-4
    head_rate: float = 1e-3
    warm_up: float = 0.06
    dropout: float = 0.1
    weight_decay: float = 0.01
    average: float = 0.998
    negatives: float = 1.0
    hidden: float = 0.04  # of the pieces are hidden, so that no word is relied on alone


@dataclass(slots=True)
class Losses:
    """Running means of the losses of a training run."""

    anchor: float = 0.0
    roles: float = 0.0
    tags: float = 0.0
    valid: float = 0.0

    def add(self, values: tuple[float, ...], keep: float = 0.98) -> None:
        """Fold in a step's losses."""
        for name, value in zip(("anchor", "roles", "tags", "valid"), values, strict=True):
            setattr(self, name, keep * getattr(self, name) + (1 - keep) * value)


def losses_of(model: Reader, batch: Batch, negatives: float, chance: torch.Generator) -> tuple[Tensor, ...]:
    """The four losses of a batch, each about a mean over statements."""
    words = model.encoder(batch.pieces, batch.features, batch.positions, batch.real, batch.first)
    anchor, roles = model.statements.find(words)
    counted = batch.counted[..., 0]
    statements = counted.sum() / WORDS_PER_STATEMENT + 1
    found = functional.binary_cross_entropy_with_logits(anchor, batch.anchors, reduction="none")
    anchor_loss = (found * batch.counted).sum() / statements
    role_loss = functional.cross_entropy(roles.transpose(1, 2), batch.roles, reduction="none")
    role_loss = (role_loss * counted).sum() / counted.sum().clamp(min=1)
    count = int(negatives * statements.item())
    # When reading, most statements are tagged near by and only those that go on further out: both are trained.
    reach = (min(NEAR, model.shape.reach), model.shape.reach)[int(torch.randint(2, (), generator=chance))]
    false_window, false_anchor = _false_anchors(anchor[..., 1].detach(), batch, count, chance)
    tags, valid = model.statements.around(
        words, torch.cat([batch.window, false_window]), torch.cat([batch.anchor, false_anchor]), reach
    )
    true = len(batch.anchor)
    truth = torch.zeros(len(valid), device=valid.device)
    truth[:true] = 1.0
    valid_loss = functional.binary_cross_entropy_with_logits(valid, truth, reduction="sum") / statements
    seen = slice(model.shape.reach - reach, model.shape.reach + reach + 1)
    tag_loss = (
        model.transitions.loss(tags[:true].float(), batch.tags[:, seen], batch.tagged[:, seen]).sum() / statements
    )
    return anchor_loss, role_loss, tag_loss, valid_loss


def _false_anchors(anchor: Tensor, batch: Batch, count: int, chance: torch.Generator) -> tuple[Tensor, Tensor]:
    """Words that are no anchors, drawn by how much the model takes them for one."""
    known = batch.counted[..., 1]
    weight = torch.sigmoid(anchor.float()) * known * (1 - batch.anchors[..., 1]) + 1e-9 * known + 1e-12
    drawn = torch.multinomial(weight.flatten().cpu(), max(1, count), generator=chance).to(anchor.device)
    return drawn // anchor.shape[1], drawn % anchor.shape[1]


class Trainer:
    """Trains a reader, and can go on where it was stopped."""

    def __init__(
        self, model: Reader, examples: list[Example], recipe: Recipe, marks: tuple[int, int], mask: int, device: str
    ):
        self.model: Reader = model.to(device)
        self.examples, self.recipe, self.marks, self.mask = examples, recipe, marks, mask
        self.device = torch.device(device)
        heads = [p for name, p in model.named_parameters() if not name.startswith("encoder.")]
        self.optimiser = torch.optim.AdamW(
            [
                {"params": list(model.encoder.parameters()), "lr": recipe.encoder_rate},
                {"params": heads, "lr": recipe.head_rate},
            ],
            weight_decay=recipe.weight_decay,
            fused=True,
        )
        self.step = 0
        self.average = {name: p.detach().clone() for name, p in model.named_parameters()}
        self.plans = [
            epoch(examples, recipe.pieces_per_batch, model.shape.positions, random.Random(recipe.seed * 1000 + number))
            for number in range(recipe.epochs + recipe.polish)
        ]
        self.steps = sum(len(plan) for plan in self.plans)
        self.rough = sum(len(plan) for plan in self.plans[: recipe.epochs])

    def save(self, path: Path) -> None:
        """Write all that is needed to go on; the file is replaced as a whole."""
        state = {
            "recipe": asdict(self.recipe),
            "step": self.step,
            "model": self.model.state_dict(),
            "average": self.average,
            "optimiser": self.optimiser.state_dict(),
        }
        beside = path.with_suffix(".part")
        torch.save(state, beside)
        beside.replace(path)

    def resume(self, path: Path) -> None:
        """Go on from a saved state of the same recipe.

        Raises:
            ValueError: the state belongs to another recipe.
        """
        state = torch.load(path, map_location=self.device, weights_only=True)
        if state["recipe"] != asdict(self.recipe):
            raise ValueError(f"{path} was made with another recipe: remove it, or give another --out")
        self.step = state["step"]
        self.model.load_state_dict(state["model"])
        self.average = state["average"]
        self.optimiser.load_state_dict(state["optimiser"])

    def run(self, tell: Callable[[int, int, Losses], None], checkpoint: Path, every: int = 200) -> None:
        """Train to the end, saving a state every so many steps."""
        torch.manual_seed(self.recipe.seed + self.step)
        running = Losses()
        flat: list[list[Piece]] = [group for plan in self.plans for group in plan]
        self.model.train()
        for group in flat[self.step :]:
            self._rate()
            batch = batch_of(group, self.model.shape.reach, *self.marks)
            self._hide(batch)
            values = self._update(_moved(batch, self.device))
            running.add(values, 0.98 if self.step > 50 else 0.5)
            self.step += 1
            tell(self.step, self.steps, running)
            if self.step % every == 0 or self.step == self.steps:
                self.save(checkpoint)

    def _hide(self, batch: Batch) -> None:
        chance = torch.Generator().manual_seed(self.recipe.seed * 2_000_003 + self.step)
        hidden = self.recipe.hidden if self.step < self.rough else 0.0
        drawn = torch.rand(batch.pieces.shape, generator=chance) < hidden
        marks = (batch.pieces == self.marks[0]) | (batch.pieces == self.marks[1])
        batch.pieces.masked_fill_(drawn & batch.real & ~marks, self.mask)

    def _update(self, batch: Batch) -> tuple[float, ...]:
        chance = torch.Generator().manual_seed(self.recipe.seed * 1_000_003 + self.step)
        with torch.autocast(self.device.type, dtype=torch.bfloat16):
            losses = losses_of(self.model, batch, self.recipe.negatives, chance)
            anchor, roles, tags, valid = losses
            total = anchor + roles + 0.25 * tags + 0.5 * valid
        self.optimiser.zero_grad(set_to_none=True)
        total.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimiser.step()
        keep = min(self.recipe.average, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            parameters = dict(self.model.named_parameters())
            torch._foreach_lerp_(list(self.average.values()), [parameters[name] for name in self.average], 1 - keep)
        return tuple(loss.item() for loss in losses)

    def _rate(self) -> None:
        rough = self.step < self.rough
        step = self.step if rough else self.step - self.rough
        steps = self.rough if rough else self.steps - self.rough
        part = min(1.0, (step + 1) / (self.recipe.warm_up * steps)) * 0.5 * (1 + math.cos(math.pi * step / steps))
        part *= 1.0 if rough else self.recipe.polish_rate
        for group, rate in zip(
            self.optimiser.param_groups, (self.recipe.encoder_rate, self.recipe.head_rate), strict=True
        ):
            group["lr"] = rate * part

    def averaged(self) -> Reader:
        """The model with the running average of its weights: what is shipped."""
        self.model.load_state_dict({**self.model.state_dict(), **self.average})
        self.model.eval()
        return self.model


def _moved(batch: Batch, device: torch.device) -> Batch:
    return Batch(**{name: getattr(batch, name).to(device) for name in Batch.__slots__})
