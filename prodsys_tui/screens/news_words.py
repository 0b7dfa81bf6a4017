"""What changed since one's last visit, in words."""

from collections.abc import Iterator

from prodsys_tui.domain.shift.shift import label
from prodsys_tui.services.shift.news import Item, Kind, News
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.dates import show_instant
from prodsys_tui.text.incidents import incident_title
from prodsys_tui.text.safe import SafeText, safe


def news_line(told: News, say: Texts) -> SafeText | None:
    """The news in one line, the worst first; None when there are none."""
    if told.critical:
        return say("news.critical", title=told.critical[0].title)
    if told.returned:
        return say("news.returned", shift=label(told.returned[0]))
    if not told.items:
        return None
    many = f"{len(told.items)}+" if told.cut else len(told.items)
    rejections = sum(item.kind is Kind.REJECTION for item in told.items)
    return say("news.line", at=told.since, many=many, rejections=rejections)


def news_lines(told: News, say: Texts) -> Iterator[SafeText]:
    """All of it: what waits first, then what others did, newest first."""
    yield from (say("news.critical", title=each.title) for each in told.critical)
    yield from (say("news.returned", shift=label(shift)) for shift in told.returned)
    if told.handover is not None:
        yield say("news.handover", shift=label(told.handover))
    if told.waiting:
        yield say.n("news.waiting", told.waiting)
    yield say("news.since", at=told.since) if told.items else say("news.none", at=told.since)
    yield from (_line(item, say) for item in told.items)
    if told.cut:
        yield say("news.cut")


def _line(item: Item, say: Texts) -> SafeText:
    key = "news.item-detail" if item.detail else "news.item"
    kind = say(f"news.kind.{item.kind.value}")
    at = safe(show_instant(item.at, say.zone))
    what = incident_title(item.what, item.origin, say)
    return say(key, at=at, kind=kind, what=what, detail=item.detail, person=item.person)
