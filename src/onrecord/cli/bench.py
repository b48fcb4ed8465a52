"""The commands ``onrecord bench …``: how fast, how well."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.output import FAILED, console, quietly, write_line

bench = typer.Typer(no_args_is_help=True, help="Measure how fast onrecord reads, and how well.")


@bench.command()
@quietly
def speed(
    by_stage: Annotated[bool, typer.Option("--by-stage", help="Also the time of each stage.")] = False,
    runs: Annotated[int, typer.Option(min=1, help="How often to measure; the median is printed.")] = 5,
) -> None:
    """Words a second, cold start and memory.

    Measured over the example stories on one core.
    """
    from onrecord.bench.speed import measure

    figures = measure(runs)
    write_line(f"{figures.words_per_second:,.0f} words/s for the whole reading (median of {runs} runs)")
    write_line(f"{figures.slowest:,.0f} to {figures.fastest:,.0f} words/s over {figures.words:,} words a run")
    write_line(f"{figures.cold_start:.2f} s from a cold start to the reading of one short report")
    write_line(f"{figures.help:.2f} s for onrecord --help")
    write_line(f"{figures.memory / 2**20:,.0f} MiB at most in memory")
    if by_stage:
        for name, milliseconds, share in figures.stages:
            write_line(f"  {name:<14} {milliseconds:8.4f} ms/word  {share:6.1%}")


@bench.command()
@quietly
def quality() -> None:
    """How much of our own small gold set is read right, stage by stage."""
    from onrecord.bench.quality import measure

    for name, value in measure().items():
        write_line(f"{name:<24} {value:.3f}")


@bench.command()
@quietly
def check(
    floors: Annotated[
        Path, typer.Option(metavar="FILE", help="The floors to hold; from a checkout: bench/floors.toml.")
    ] = Path("bench/floors.toml"),
    update: Annotated[bool, typer.Option("--update", help="Raise the floors to today's figures.")] = False,
    lower: Annotated[bool, typer.Option("--lower", help="With --update: lower floors too, knowingly.")] = False,
) -> None:
    """Compare today's quality with the floors.

    Exit code 1 where a figure lies below its own.
    """
    from onrecord.bench.floors import FloorError, compare, load, write
    from onrecord.bench.quality import digest, measure

    figures = measure()
    try:
        if update:
            write(floors, figures, digest(), lower=lower)
        below = compare(load(floors), figures, digest())
    except FloorError as problem:
        console(stderr=True).print(str(problem))
        raise typer.Exit(FAILED) from None
    for line in below:
        console(stderr=True).print(line)
    if below:
        raise typer.Exit(FAILED)
    write_line(f"{len(figures)} figures, none below its floor")
