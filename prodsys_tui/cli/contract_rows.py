"""Contracts and their parameters as rows of an answer."""

from typing import TYPE_CHECKING

from prodsys_tui.cli.rows import Row

if TYPE_CHECKING:
    from prodsys_tui.domain.contract.contract import Parameter, ProcessContract
    from prodsys_tui.domain.contract.contract_diff import FieldChange
    from prodsys_tui.domain.model import ContractVersion

LIST_COLUMNS = ("id", "nombre", "version", "unidad", "maquinas", "muestras_minimas", "objetivo")
PARAMETER_COLUMNS = (
    "parametro",
    "unidad",
    "validez",
    "especificacion",
    "valor_nominal",
    "critico",
    "muestras_por_turno",
)

VERSION_COLUMNS = ("process", "version", "sha256", "vigente_desde", "usuario")
CHANGE_COLUMNS = ("parametro", "campo", "antes", "despues")


def contract_row(contract: "ProcessContract") -> Row:
    """A contract; ``objetivo`` is what a turn should make, in its unit."""
    return {
        "id": contract.id,
        "nombre": contract.name,
        "version": contract.version,
        "unidad": contract.unit,
        "codigo_orden": contract.order_pattern.pattern if contract.order_pattern else None,
        "maquinas": list(contract.machines),
        "aguas_arriba": list(contract.upstream),
        "aguas_abajo": list(contract.downstream),
        "muestras_minimas": contract.gate.minimum,
        "alcance": contract.gate.scope.value,
        "objetivo": contract.target,
    }


def parameter_row(parameter: "Parameter") -> Row:
    """A parameter with its limits as the contract writes them."""
    return {
        "parametro": parameter.name,
        "unidad": parameter.unit,
        "clase": parameter.kind.value,
        "validez": parameter.validity.text if parameter.validity else None,
        "especificacion": parameter.specification.text if parameter.specification else None,
        "valor_nominal": parameter.nominal,
        "nominal_de_la_orden": parameter.order_nominal,
        "critico": parameter.critical,
        "muestras_por_turno": parameter.due,
    }


def version_row(version: "ContractVersion") -> Row:
    """A contract's version as it is in force."""
    return {
        "process": version.process_id,
        "uid": version.ref.uid,
        "version": version.number,
        "sha256": version.sha256,
        "vigente_desde": version.in_force_at,
        "usuario": version.author,
    }


def change_row(change: "FieldChange") -> Row:
    """A field that a contract changes; ``parametro`` is null for one of the whole process."""
    return {
        "parametro": change.parameter,
        "campo": change.field,
        "antes": change.before,
        "despues": change.after,
    }
