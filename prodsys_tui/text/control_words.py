"""What is said of control charts, in screens and commands alike."""

from collections.abc import Iterable, Mapping

from prodsys_tui.domain.spc.statistics import places, shown
from prodsys_tui.services.control.control_note import ControlNote
from prodsys_tui.services.control.control_points import Scale
from prodsys_tui.services.control.control_view import Note
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.safe import SafeText, safe


def warning(say: Texts, note: ControlNote) -> SafeText:
    """The warning while sampling, in one line."""
    decimals = places(note.band.sigma)
    value, line = (shown(each, decimals) for each in (note.value, note.line))
    name = note.sample.parameter
    parameter = safe(name) if note.scale is Scale.VALUE else say(f"control.scale.{note.scale}", name=name)
    if note.rules:
        rules = [say("control.rule-named", rule=rule, text=rule_text(say, rule)) for rule in note.rules]
        return say("control.warning-rules", parameter=parameter, value=value, rules=rules)
    return say("control.warning-line", parameter=parameter, value=value, line=line)


def rule_text(say: Texts, rule: int) -> SafeText:
    """What a rule says, by its number."""
    return say(f"control.rule.{rule}")


def notes_text(
    say: Texts, notes: Iterable[tuple[Note, Mapping[str, object]]]
) -> tuple[tuple[str, SafeText], ...]:
    """The notes of a chart with their texts."""
    return tuple((note.value, say(f"control.note.{note}", **params)) for note, params in notes)
