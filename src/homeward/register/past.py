"""The exchanges of the past as what a superlative is set beside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from homeward.model.ids import PartyId
from homeward.model.past import Bounds, PastEvent
from homeward.model.register import Flow, PastExchange
from homeward.register.largest import span


def past_events(exchanges: Iterable[PastExchange], parties: Sequence[PartyId]) -> tuple[PastEvent, ...]:
    """
    Return the exchanges between *parties*, each with the numbers that are known of it.

    Where the tellers of one flow disagree, or give no exact number, it is all that they allow: an exchange is called
    the largest only where it is so by every count. What nobody published stays unknown. Exchanges of other parties are
    left out.
    """
    known = set(parties)
    return tuple(_event(one) for one in exchanges if _ways(one) and _ways(one) <= known)


def _ways(exchange: PastExchange) -> set[PartyId]:
    directions = [flow.direction for flow in exchange.flows if flow.direction is not None]
    return {party for one in directions for party in (one.holder, one.receiver)}


def _event(exchange: PastExchange) -> PastEvent:
    sources = sorted({source for flow in exchange.flows for told in flow.told for source in told.sources})
    return PastEvent(
        on=exchange.on.latest,
        label=exchange.id,
        one_way=tuple(
            (str(flow.direction), number) for flow, number in _numbers(exchange.flows) if flow.direction is not None
        ),
        total=next((number for flow, number in _numbers(exchange.flows) if flow.direction is None), None),
        source="; ".join(sources),
        deal=exchange.agreements[0] if exchange.agreements else None,
    )


def _numbers(flows: Iterable[Flow]) -> Iterator[tuple[Flow, Bounds]]:
    for flow in flows:
        if any(one.persons is not None for one in flow.told):
            yield flow, span(flow)
