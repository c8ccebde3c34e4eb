"""A wrapper for personal data that refuses to be shown by accident."""

from __future__ import annotations

from typing import Generic, NoReturn, TypeVar

T_co = TypeVar("T_co", covariant=True)


class Protected(Generic[T_co]):
    """
    Personal data. ``repr``, ``str``, ``format``, JSON and pickle refuse; :meth:`disclose` is the one way out.

    Searching the code for ``.disclose()`` therefore finds every place where personal data leaves its wrapper.
    """

    __slots__ = ("__value",)

    def __init__(self, value: T_co) -> None:
        """Wrap *value*."""
        self.__value = value

    def disclose(self) -> T_co:
        """Return the value, for somebody entitled to see it."""
        return self.__value

    def __eq__(self, other: object) -> bool:
        """Compare the wrapped values."""
        return isinstance(other, Protected) and bool(self.__value == other.__value)

    def __hash__(self) -> int:
        """Hash the wrapped value."""
        return hash((Protected, self.__value))

    def _refuse(self, *_: object) -> NoReturn:
        raise TypeError("personal data is not shown: call disclose() where the reader is entitled to it")

    __repr__ = __str__ = __format__ = __reduce_ex__ = _refuse
