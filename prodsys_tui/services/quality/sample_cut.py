"""Which samples a report looks at, as people type it."""

from collections.abc import Mapping

from prodsys_tui.domain.model import Result
from prodsys_tui.domain.names import pick
from prodsys_tui.domain.quality.rejection import By, Cut
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.domain.words import tidy
from prodsys_tui.services.catalogs import Catalogs
from prodsys_tui.services.contract.contracts import ContractBook
from prodsys_tui.services.ports import Reads
from prodsys_tui.services.refused import ensure


def cut_of(reads: Reads, contracts: ContractBook, catalogs: Catalogs, typed: Mapping[By, str | None]) -> Cut:
    """A cut as it is typed: names without case or accents, found as the plant spells them.

    Raises ``Refused`` with every reason: ``not-found`` (process, machine, user, order),
    ``unknown-parameter``, ``turn-unknown``, ``bad-value`` (result).
    """
    wanted = {by: tidy(text) for by, text in typed.items() if tidy(text)}
    if By.PROCESS in wanted:
        contracts.of(reads, int(wanted[By.PROCESS]))
    read = {by: _key(reads, contracts, catalogs, by, wanted) for by in wanted}
    ensure(key for key in read.values() if isinstance(key, Refusal))
    return {by: key for by, key in read.items() if isinstance(key, str)}


def _key(
    reads: Reads, contracts: ContractBook, catalogs: Catalogs, by: By, wanted: Mapping[By, str]
) -> str | Refusal:
    text = wanted[by]
    unknown = Refusal(Code.NOT_FOUND, {by: text}, by, by)
    found: str | None
    match by:
        case By.MACHINE:
            machine = reads.machine(text)
            found = machine.code if machine else None
        case By.PERSON:
            person = reads.person(text)
            found = person.code if person else None
            unknown = Refusal(Code.NOT_FOUND, {"user": text}, by, "user")
        case By.ORDER:
            order = reads.order(text)
            found = order.code if order else None
        case By.PARAMETER:
            found = pick(text, _parameters(reads, contracts, wanted.get(By.PROCESS)))
            unknown = Refusal(Code.UNKNOWN_PARAMETER, {by: text}, by)
        case By.TURN:
            calendar = catalogs.shifts.calendars[reads.site().calendar]
            turns = [turn.code for turn in (*calendar.turns, *calendar.short_turns)]
            found, unknown = pick(text, turns), Refusal(Code.TURN_UNKNOWN, {by: text, "turns": turns}, by)
        case By.RESULT:
            among = [result.value for result in Result]
            found = pick(text, among)
            unknown = Refusal(Code.BAD_VALUE, {"value": text, "among": among}, by, "result")
        case _:
            found = text
    return found or unknown


def _parameters(reads: Reads, contracts: ContractBook, process: str | None) -> list[str]:
    return [
        parameter.name
        for force in contracts.all(reads)
        if process in (None, str(force.contract.id))
        for parameter in force.contract.parameters
    ]
