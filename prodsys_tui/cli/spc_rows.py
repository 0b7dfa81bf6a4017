"""A control chart as an answer."""

from decimal import Decimal
from typing import TYPE_CHECKING

from prodsys_tui.domain.spc.limits import WARNING
from prodsys_tui.domain.spc.statistics import places, rounded, shown
from prodsys_tui.text.control_words import notes_text

if TYPE_CHECKING:
    from prodsys_tui.domain.contract.contract import ProcessContract
    from prodsys_tui.domain.model import ControlCause, ControlLimits
    from prodsys_tui.domain.spc.rules import Violation
    from prodsys_tui.services.control.control_chart import ControlChart, ControlPoint
    from prodsys_tui.services.control.control_note import ControlNote
    from prodsys_tui.text.catalog import Texts

Row = dict[str, object]

COLUMNS = {
    "rows": ("hora", "maquina", "valor", "rango", "inferior", "centro", "superior", "reglas", "causa", "uid"),
    "violaciones": ("hora", "valor", "regla", "causa", "comentario", "uid"),
    "hitos": ("fijados_en", "hito", "desde", "hasta", "centro", "inferior", "superior", "puntos", "reglas"),
    "notas": ("texto",),
}
_FIGURES = 3


def chart_document(chart: "ControlChart", texts: "Texts", *, plain: bool) -> Row:
    """The whole chart; with ``plain`` figures keep all their digits, else as people read them."""
    subject = chart.subject
    sigma = None if chart.limits is None else chart.limits.sigma
    violations = [violation_row(chart, at, one) for at, one in chart.violations]
    document: Row = {
        "proceso_id": subject.contract.id,
        "parametro": subject.parameter.name,
        "maquina": None if subject.machine is None else subject.machine.code,
        "carta": chart.kind.value,
        "escala": subject.scale.value,
        "unidad": subject.unit,
        "subgrupo_de": None if chart.shown.grouping is None else chart.shown.grouping.value,
        "desde": chart.since,
        "hasta": chart.before,
        "sin_causa": sum(len(at.uncaused) for at in chart.points),
        "limites": _limits(chart),
        "capacidad": _capability(chart),
        "violaciones": violations,
        "hitos": [limits_row(each) for each in chart.milestones],
        "notas": [{"nota": note, "texto": text} for note, text in notes_text(texts, chart.notes)],
        "rows": [_point(at) for at in chart.points],
    }
    return document if plain else read_by_people(document, sigma)


def read_by_people(row: Row, sigma: Decimal | None) -> Row:
    """A row with its figures as people read them: to three digits of sigma."""
    return {name: _read(each, places(sigma)) for name, each in row.items()}


def violation_row(chart: "ControlChart", at: "ControlPoint", violation: "Violation") -> Row:
    """A violation, the points that make it, and its cause."""
    cause = at.causes.get(violation.rule)
    return {
        "regla": violation.rule,
        "uid": at.sample.ref.uid,
        "hora": at.sample.measured_at,
        "valor": rounded(at.point.value),
        "puntos": [chart.points[place].sample.ref.uid for place in violation.run],
        "causa": None if cause is None else cause.cause,
        "comentario": None if cause is None else cause.comment,
        "persona": None if cause is None else cause.author,
    }


def limits_row(limits: "ControlLimits") -> Row:
    """Limits that were frozen."""
    return {
        "uid": limits.ref.uid,
        "carta": limits.chart.value,
        "maquina": None if limits.machine is None else limits.machine.code,
        "hito": limits.milestone,
        "desde": limits.since,
        "hasta": limits.until,
        "centro": limits.centre,
        "sigma": limits.sigma,
        "inferior": limits.lower,
        "superior": limits.upper,
        "rango_centro": limits.spread,
        "rango_inferior": limits.spread_lower,
        "rango_superior": limits.spread_upper,
        "subgrupo": limits.subgroup,
        "puntos": limits.points,
        "reglas": limits.rules,
        "fijados_por": limits.author,
        "fijados_en": limits.recorded_at,
    }


def cause_row(cause: "ControlCause") -> Row:
    """The cause that a violation was given."""
    return {
        "uid": cause.sample.uid,
        "regla": cause.rule,
        "causa": cause.cause,
        "comentario": cause.comment,
        "persona": cause.author,
    }


def open_row(contract: "ProcessContract", at: "ControlPoint", violation: "Violation") -> Row:
    """A violation without a cause, and where it is."""
    sample = at.sample
    return {
        "proceso_id": contract.id,
        "parametro": sample.parameter,
        "maquina": None if sample.machine is None else sample.machine.code,
        "hora": sample.measured_at,
        "valor": rounded(at.point.value),
        "regla": violation.rule,
        "uid": sample.ref.uid,
    }


def note_row(note: "ControlNote") -> Row:
    """Where a sample lies on its chart."""
    return {
        "centro": note.band.centre,
        "inferior": note.band.lower,
        "superior": note.band.upper,
        "linea_aviso": note.line,
        "sigmas": rounded(note.distance),
        "reglas": list(note.rules),
        "aviso": note.warns,
        "provisionales": not note.frozen,
    }


def _limits(chart: "ControlChart") -> Row | None:
    """The limits in force at the chart's end, and where they come from."""
    if chart.limits is None:
        return None
    band, spread, frozen = chart.limits.band(), chart.limits.spread(), chart.frozen
    return {
        "centro": band.centre,
        "sigma": rounded(chart.limits.sigma),
        "inferior": band.lower,
        "superior": band.upper,
        "aviso_inferior": band.line(-WARNING),
        "aviso_superior": band.line(WARNING),
        "rango_centro": spread.centre,
        "rango_inferior": spread.lower,
        "rango_superior": spread.upper,
        "subgrupo": chart.limits.size,
        "puntos": chart.limits.points,
        "reglas": list(chart.rules),
        "provisionales": frozen is None,
        "hito": None if frozen is None else frozen.milestone,
    }


def _capability(chart: "ControlChart") -> Row:
    found, within = chart.capability, chart.within
    specification = chart.subject.specification
    return {
        **{
            name: None if index is None else rounded(index)
            for name, index in (
                *(("cp", found.cp), ("cpk", found.cpk), ("pp", found.pp), ("ppk", found.ppk)),
                ("cpm", found.cpm),
            )
        },
        "motivo": None if found.why is None else found.why.value,
        "especificacion_min": None if specification is None else specification.minimum,
        "especificacion_max": None if specification is None else specification.maximum,
        "nominal": chart.subject.target,
        "media": None if within is None else rounded(within.centre),
        "sigma_dentro": None if within is None else rounded(within.sigma),
        "sigma_total": None if chart.overall is None else rounded(chart.overall),
    }


def _point(at: "ControlPoint") -> Row:
    point, sample = at.point, at.sample
    rules = [violation.rule for violation in point.violations]
    causes = [at.causes[rule].cause for rule in rules if rule in at.causes]
    return {
        "uid": sample.ref.uid,
        "hora": sample.measured_at,
        "maquina": None if sample.machine is None else sample.machine.code,
        "valor": rounded(point.value),
        "valores": at.group.values.size,
        "centro": None if point.band is None else point.band.centre,
        "inferior": None if point.band is None else point.band.lower,
        "superior": None if point.band is None else point.band.upper,
        "sigmas": None if point.distance is None else rounded(point.distance),
        "aviso": point.beyond_warning,
        "rango": None if point.range is None else rounded(point.range),
        "rango_superior": None if point.spread is None else point.spread.upper,
        "rango_fuera": point.wide,
        "reglas": rules,
        "causa": "; ".join(dict.fromkeys(causes)) or None,
    }


def _read(value: object, decimals: int) -> object:
    """The same with its figures as people read them; indices of capability always have three decimals."""
    if isinstance(value, Decimal):
        return shown(value, decimals)
    if isinstance(value, list):
        return [_read(each, decimals) for each in value]
    if isinstance(value, dict):
        own = _FIGURES if "cpk" in value else decimals
        return {name: _read(each, own if name in _INDICES else decimals) for name, each in value.items()}
    return value


_INDICES = frozenset({"cp", "cpk", "pp", "ppk", "cpm"})
