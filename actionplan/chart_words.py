"""The words of the charts: titles, descriptions, and counts in the reader's language."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext, ngettext

from actionplan.picture import LABELS


def counted(counts: Mapping[str, int]) -> str:
    """“3 completed, 2 delayed”."""
    return ", ".join(
        gettext("%(status)s: %(number)d") % {"status": LABELS[status], "number": number}
        for status, number in counts.items()
    )


def bar_title(counts: Mapping[str, int]) -> str:
    return gettext("Implementation, by number of states’ parts: %(counts)s") % {"counts": counted(counts)}


def columns_title(name: str) -> str:
    return gettext("%(name)s: implementation over the rounds, in shares of published reports") % {"name": name}


def share_description(rounds: Iterable[tuple[str, Mapping[str, int]]]) -> str:
    """Each round in a sentence."""
    return " ".join(
        gettext("Round %(round)s: %(counts)s; %(total)s.")
        % {"round": label, "counts": counted(counts), "total": reports(sum(counts.values()))}
        for label, counts in rounds
    )


def reports(number: int) -> str:
    return ngettext("%(number)d report", "%(number)d reports", number) % {"number": number}
