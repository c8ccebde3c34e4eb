"""The record for others: whole for those entitled, and what the public may have where the terms allow it."""

from __future__ import annotations

from homeward.log import format_proof, make_proof, policy_text
from homeward.model.findings import Refusal
from homeward.model.terms import Terms
from homeward.procedure import State
from homeward.service.publishing import published
from homeward.service.reading import COSIGNED, policy_of, read_record
from homeward.service.seat import Seat


def export_files(seat: Seat) -> dict[str, bytes]:
    """
    Return the verified record as files, and a C2SP tlog-policy for each log so that other tools can verify it.

    There is no personal data in it; it still shows sizes and times, so it is for the parties' own auditors.
    """
    reading = read_record(seat)
    files = {f"record/{org}/{path}": data for org in seat.store.logs() for path, data in seat.store.read(org).items()}
    exchange = reading.state.exchange
    if exchange is not None:
        files |= {
            f"policy/{one.id}.txt": policy_text(policy_of(one, exchange)).encode() for one in exchange.organisations
        }
    return files


def export_public(seat: Seat) -> dict[str, bytes]:
    """
    Return the last released bulletin and the proof that both sides released it: nothing else is for the public.

    Raises:
        Refusal: ``EXPORT-1`` unless the terms allow it, ``EXPORT-2`` before every arrival is confirmed,
            ``EXPORT-3`` until the other organisations have cosigned the release.
    """
    reading = read_record(seat)
    _require_public(reading.state)
    made, cosigned = published(seat), reading.cosigned.get(seat.org)
    for line in reading.record.lines:
        body = line.draft.event.body
        if line.org == seat.org and line.draft.event.kind == "bulletin.released" and body["digest"] == made.digest:
            if cosigned is None or line.index >= cosigned.checkpoint.size:
                raise Refusal(
                    "EXPORT-3", "the others have not cosigned the release yet", hint="exchange bundles, then export"
                )
            proof = make_proof(reading.logs[seat.org].tree, line.index, cosigned.note)
            entry = reading.logs[seat.org].entries[line.index]
            return {
                **made.files,
                "release.note": entry,
                "release.tlog-proof": format_proof(proof),
                f"{seat.org}.{COSIGNED}": reading.cosigned[seat.org].note.text.encode(),
            }
    raise Refusal("EXPORT-3", "the release is not in this seat's log yet", hint="import the other side's bundle")


def _require_public(state: State) -> None:
    terms: Terms | None = state.terms
    if terms is None or not terms.publicity.record:
        raise Refusal(
            "EXPORT-1", "the terms do not make the record public", hint="export without --public for an auditor"
        )
    wanted = len(terms.directions) * len(terms.tranches)
    if sum(one.arrived_at is not None for one in state.acts) < wanted:
        raise Refusal("EXPORT-2", "not every arrival is confirmed", hint="the public gets final totals only")
