"""Circles: things that wait for each other, found in any graph of who waits for whom."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping


def circles(waits: Mapping[str, Collection[str]]) -> tuple[tuple[str, ...], ...]:
    """
    Return every group of names that wait for each other, at once or through others, in alphabetical order.

    Law: with the circles removed, what is left of *waits* can be put in an order; the order of *waits* changes nothing.

    >>> circles({"a": ["b"], "b": ["a"], "c": ["a"]})
    (('a', 'b'),)
    """
    order: list[str] = []
    seen: set[str] = set()
    for name in sorted(waits):
        order.extend(_after(name, waits, seen))
    back: dict[str, list[str]] = {}
    for name in order:
        for other in waits.get(name, ()):
            back.setdefault(other, []).append(name)
    taken: set[str] = set()
    groups = (tuple(sorted(_after(name, back, taken))) for name in reversed(order))
    return tuple(sorted(one for one in groups if len(one) > 1 or (one and one[0] in waits.get(one[0], ()))))


def _after(start: str, edges: Mapping[str, Collection[str]], seen: set[str]) -> Iterator[str]:
    """Yield what can be reached from *start* and was not seen, each after everything behind it."""
    if start in seen:
        return
    seen.add(start)
    stack = [(start, iter(sorted(edges.get(start, ()))))]
    while stack:
        name, rest = stack[-1]
        ahead = next((one for one in rest if one not in seen), None)
        if ahead is None:
            stack.pop()
            yield name
        else:
            seen.add(ahead)
            stack.append((ahead, iter(sorted(edges.get(ahead, ())))))
