"""The training loop: seeded, resumable, on CPU or GPU."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

import torch

from onrecord.training.examples import Batch, Example, Piece, batch_of, epoch
from onrecord.training.losses import Losses, losses_of
from onrecord.training.network import Reader


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
    windows: tuple[int, int] = (160, 248)  # pieces that a window answers for, drawn anew each epoch


@dataclass(slots=True)
class Running:
    """Running means of the losses of a training run, by name."""

    means: dict[str, float] = field(default_factory=dict)

    def add(self, losses: Losses, keep: float = 0.98) -> None:
        """Fold in a step's losses."""
        for name, loss in losses._asdict().items():
            self.means[name] = keep * self.means.get(name, 0.0) + (1 - keep) * loss.item()


def warmed(step: int, steps: int, warm_up: float) -> float:
    """The part of a learning rate at a step: it rises over a share of the steps and falls as a cosine."""
    return min(1.0, (step + 1) / (warm_up * steps)) * 0.5 * (1 + math.cos(math.pi * step / steps))


class Trainer:
    """Trains a reader, from people's marks and, where there is one, a teacher; can go on where it was stopped."""

    def __init__(
        self,
        model: Reader,
        examples: list[Example],
        recipe: Recipe,
        marks: tuple[int, int],
        mask: int,
        device: str,
        teacher: Reader | None = None,
    ):
        self.model: Reader = model.to(device)
        self.teacher = teacher.to(device).eval() if teacher is not None else None
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
            epoch(
                examples,
                recipe.pieces_per_batch,
                model.shape.positions,
                recipe.windows,
                random.Random(recipe.seed * 1000 + number),
            )
            for number in range(recipe.epochs + recipe.polish)
        ]
        self.steps = sum(len(plan) for plan in self.plans)
        self.rough = sum(len(plan) for plan in self.plans[: recipe.epochs])

    def save(self, path: Path) -> None:
        """Write all that is needed to go on; the file is replaced as a whole."""
        state = {
            "recipe": asdict(self.recipe),
            "shape": asdict(self.model.shape),
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
            ValueError: the state belongs to another recipe, or a network of another size.
        """
        state = torch.load(path, map_location=self.device, weights_only=True)
        if state["recipe"] != asdict(self.recipe) or state["shape"] != asdict(self.model.shape):
            raise ValueError(f"{path} was made with another recipe or size: remove it, or give another --out")
        self.step = state["step"]
        self.model.load_state_dict(state["model"])
        self.average = state["average"]
        self.optimiser.load_state_dict(state["optimiser"])

    def run(self, tell: Callable[[int, int, Running], None], checkpoint: Path, every: int = 200) -> None:
        """Train to the end, saving a state every so many steps."""
        torch.manual_seed(self.recipe.seed + self.step)
        running = Running()
        flat: list[list[Piece]] = [group for plan in self.plans for group in plan]
        self.model.train()
        for group in flat[self.step :]:
            self._rate()
            batch = batch_of(group, self.model.shape.reach, *self.marks)
            self._hide(batch)
            running.add(self._update(batch.on(self.device)), 0.98 if self.step > 50 else 0.5)
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

    def _update(self, batch: Batch) -> Losses:
        chance = torch.Generator().manual_seed(self.recipe.seed * 1_000_003 + self.step)
        with torch.autocast(self.device.type, dtype=torch.bfloat16):
            losses = losses_of(self.model, batch, self.recipe.negatives, chance, self.teacher)
        self.optimiser.zero_grad(set_to_none=True)
        losses.total().backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimiser.step()
        keep = min(self.recipe.average, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            parameters = dict(self.model.named_parameters())
            torch._foreach_lerp_(list(self.average.values()), [parameters[name] for name in self.average], 1 - keep)
        return losses

    def _rate(self) -> None:
        rough = self.step < self.rough
        step = self.step if rough else self.step - self.rough
        steps = self.rough if rough else self.steps - self.rough
        part = warmed(step, steps, self.recipe.warm_up)
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
