"""The commands ``show``, ``history`` and ``review``: one incident, and what a reviewer decides about it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.asked import DEFAULT, Asked, AsOfOption, LedgerOption, RecordedOption, opened, option
from onrecord.cli.incidents import FormatOption, ViewFormat
from onrecord.cli.output import console, quietly, write_line

if TYPE_CHECKING:
    from onrecord.ledger import Incident, Ledger, Revision

IdArgument = Annotated[str, typer.Argument(metavar="ID", help="The incident, as onrecord incidents lists it.")]


@quietly
def show(
    id: IdArgument,
    ledger: LedgerOption = DEFAULT,
    as_of: AsOfOption = None,
    recorded_as_of: RecordedOption = None,
    format: FormatOption = ViewFormat.text,
) -> None:
    """Show who holds what about an incident.

    First what contradicts and what was corrected, then all that is on record.
    For each question every value that is held, by which independent origins, with the words that it was read from.
    Values that cannot both be true are marked ≠. Nothing is averaged, and no side is taken. An incident that was merged
    into another is found under its old id.

    \b
    Examples
      onrecord show iev4rhrv24a
      onrecord show iev4rhrv24a --as-of 2024-05-14T18:00+03:00
      onrecord show iev4rhrv24a --format json
    """
    asked = Asked(as_of, recorded_as_of)
    with opened(ledger) as found:
        incident = found.incident(id, **asked.times())
        revisions = revisions_of(found, incident)
    if format is ViewFormat.json:
        from onrecord.ledger.asjson import to_dict

        write_line(json.dumps({**asked.head(), "incident": to_dict(incident)}, indent=2, ensure_ascii=False))
        return
    from onrecord.cli import incident_view

    incident_view.show(incident, {r.after: r for r in revisions}, asked.words(), console())


@quietly
def history(
    id: IdArgument,
    ledger: LedgerOption = DEFAULT,
    as_of: AsOfOption = None,
    recorded_as_of: RecordedOption = None,
    sentences: Annotated[
        bool, typer.Option("--sentences", help="Also which sentences a new version took out and put in.")
    ] = False,
    format: FormatOption = ViewFormat.text,
) -> None:
    """Tell how the record of an incident grew.

    Reports, new versions, corrections, decisions, erasures, with their dates. A new version that changes something
    and does not say so is marked as a silent edit.

    \b
    Examples
      onrecord history iev4rhrv24a
      onrecord history iev4rhrv24a --sentences
      onrecord history iev4rhrv24a --recorded-as-of 2024-06-01 --format json
    """
    asked = Asked(as_of, recorded_as_of)
    with opened(ledger) as found:
        incident = found.incident(id, **asked.times())
        changes = found.history(id, **asked.times())
        revisions = revisions_of(found, incident) if sentences else []
    if format is ViewFormat.json:
        from onrecord.ledger.asjson import to_dict

        whole = {
            **asked.head(),
            "incident": incident.id,
            "title": incident.title,
            "changes": list(map(to_dict, changes)),
        }
        if sentences:
            whole["revisions"] = list(map(to_dict, revisions))
        write_line(json.dumps(whole, indent=2, ensure_ascii=False))
        return
    from onrecord.cli import history_view

    history_view.show(incident, changes, asked.words(), console(), sentences=sentences)


def revisions_of(ledger: Ledger, incident: Incident) -> list[Revision]:
    """What each later version of the incident's pages changed, as far as it is seen as of the moment."""
    seen = {report.version for report in incident.reports}
    pages = dict.fromkeys(report.document for report in incident.reports if report.versions > 1)
    return [r for page in pages for r in ledger.revisions(page) if r.before in seen and r.after in seen]


@quietly
def review(
    first: Annotated[int, typer.Argument(metavar="FIRST", help="A mention's number, as onrecord show tells it.")],
    second: Annotated[int, typer.Argument(metavar="SECOND", help="The number of another mention.")],
    reviewer: Annotated[str, typer.Option(metavar="NAME", help="Who decides; it stays on record.")],
    same: Annotated[bool, typer.Option("--same", help="They are of one incident.")] = False,
    apart: Annotated[bool, typer.Option("--apart", help="They are of two incidents.")] = False,
    unsure: Annotated[bool, typer.Option("--unsure", help="It cannot be told; nothing is changed.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take an earlier decision on the two back.")] = False,
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help="Why; it stays on record.")] = None,
    ledger: LedgerOption = DEFAULT,
) -> None:
    """Decide whether two mentions are of one incident.

    A decision is a row on record with its reviewer. It overrides what onrecord would have done, survives a new reading
    of the reports, and is taken back by a later one. Nothing is destroyed: an incident that is merged away is still
    found under its id.

    \b
    Examples
      onrecord review 12 31 --same --reviewer "A. Editor" --reason "one strike, two spellings"
      onrecord review 12 31 --undo --reviewer "A. Editor"
    """
    from onrecord.ledger.records import Judged

    given: dict[Judged, bool] = {"same": same, "apart": apart, "unsure": unsure, "undone": undo}
    chosen = [judgement for judgement, wanted in given.items() if wanted]
    if len(chosen) != 1:
        raise typer.BadParameter("say one of --same, --apart, --unsure, --undo")
    with opened(ledger) as found:
        incidents = found.decide(first, second, chosen[0], reviewer=reviewer, reason=reason)
        where = f"in incident {incidents[0]}" if len(incidents) == 1 else f"in incidents {' and '.join(incidents)}"
        write_line(f"on record: {chosen[0]}. The two are {where} now.")
        write_line(f"onrecord history {incidents[0]}{option(found)}")
