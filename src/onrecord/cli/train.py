"""The command ``onrecord train``: build the reader model from annotated corpora."""

from __future__ import annotations

import datetime
import json
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.output import FAILED, console, progress, quietly, write_line

if TYPE_CHECKING:
    from onrecord.training.optimise import Running

NEEDED = "training needs packages that reading does not: pip install 'onrecord[train]'"


@quietly
def train(
    data: Annotated[Path, typer.Option(metavar="FOLDER", help="The corpora: attribution/, times/ (docs/training.md).")],
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="Where states, the model and the table of figures go.")],
    epochs: Annotated[int, typer.Option(min=1, help="How often the corpora are gone through.")] = 5,
    part: Annotated[
        float, typer.Option(metavar="SHARE", help="Of the network's reading time that the model keeps; 1: all of it.")
    ] = 0.55,
    seed: Annotated[int, typer.Option(help="Another seed, another model; the same seed, the same course.")] = 1,
    device: Annotated[str, typer.Option(metavar="NAME", help="Where it is computed: cpu or cuda.")] = "cpu",
    heads_of: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Keep this model as it is and train its heads only (minutes)."),
    ] = None,
    head: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="With --heads-of: train this one alone: places, factuality, closely."),
    ] = None,
    note: Annotated[str, typer.Option(metavar="TEXT", help="What is tried, for the table of experiments.")] = "",
) -> None:
    """Build the reader model: which words are statements, and whose; which are places; where an event was, and whether.

    Stopped at any moment, the same command goes on where it was. At the end FOLDER/reader.model is written, with
    reader.json beside it that pins its digest, and a line is added to FOLDER/experiments.jsonl.

    \b
    Examples
      onrecord train --data corpora --out build
      onrecord train --data corpora --out build --heads-of build/reader.model
      onrecord train --data corpora --out build --heads-of build/reader.model --head factuality
      ONRECORD_MODEL=build/reader.model onrecord read story.txt
    """
    try:
        from onrecord.training import build, heads, tuning
        from onrecord.training.base import BaseError
        from onrecord.training.corpus import CorpusError
    except ImportError as error:
        console(stderr=True).print(f"{NEEDED} ({error})")
        raise typer.Exit(FAILED) from None
    from onrecord.reading.encoder.model import CARD, ReaderModel, ReaderModelError, parts_of
    from onrecord.reading.encoder.network import Thresholds

    chosen = tuple(head or heads.HEADS)
    mend = None
    if unknown := [name for name in chosen if name not in heads.HEADS]:
        mend = f"--head {unknown[0]} is no head: write {' or '.join(heads.HEADS)}"
    elif head and heads_of is None:
        mend = "--head needs --heads-of: name the model whose head is trained"
    if mend is not None:
        console(stderr=True).print(mend)
        raise typer.Exit(FAILED)
    out.mkdir(parents=True, exist_ok=True)
    file, today = out / "reader.model", datetime.date.today().isoformat()
    began = time.monotonic()
    try:
        if heads_of is None:
            made = build.Plan()
            plan = build.Plan(
                replace(made.whole, seed=seed, epochs=epochs), part, replace(made.small, seed=seed, epochs=epochs)
            )
            with progress() as tell:
                corpus = build.gather(data, build.Mixture(), seed, out, tell)
                network = build.train(corpus, plan, out, device, _losses(tell))
            parts = build.graphs_of(network)
            build.write(file, build.card_of(network, corpus, plan, Thresholds(), {}, today), parts)
            thresholds, figures = tuning.tuned(ReaderModel(file), corpus.held)
            card = build.card_of(network, corpus, plan, thresholds, figures, today)
            build.write(file, card, parts)
            for name, value in figures.items():
                write_line(f"{name:<16} precision {value[0]:5.1f}  recall {value[1]:5.1f}  F1 {value[2]:5.1f}")
        else:
            parts = parts_of(heads_of)
            card = json.loads(parts.pop(CARD)) | {"date": today}
            build.write(file, card, parts)
        with progress() as tell:
            trained = heads.train_heads(file, data, seed, lambda parts: build.write(file, card, parts), tell, chosen)
    except (BaseError, CorpusError, ReaderModelError, ValueError) as problem:
        console(stderr=True).print(str(problem))
        raise typer.Exit(FAILED) from None
    again = {(row["head"], row["name"]) for row in trained}
    card["trained_on"] = [r for r in card["trained_on"] if (r.get("head"), r["name"]) not in again] + trained
    parts = parts_of(file)
    del parts[CARD]
    pinned = build.write(file, card, parts)
    row = {**pinned, "note": note, "seed": seed, "epochs": epochs, "minutes": round((time.monotonic() - began) / 60)}
    with (out / "experiments.jsonl").open("a", encoding="utf-8") as table:
        table.write(json.dumps(row) + "\n")
    write_line(f"{file}  {pinned['bytes']:,} bytes  sha256 {pinned['sha256']}")


def _losses(tell: Callable[..., None]) -> Callable[[str, int, int, Running], None]:
    def told(what: str, step: int, steps: int, losses: Running) -> None:
        tell(what, step, steps, " ".join(f"{name} {mean:.3f}" for name, mean in losses.means.items()))

    return told
