"""What makes batches trustworthy, played: a hold and what follows it, the way back, a certificate."""

from collections.abc import Iterator
from datetime import datetime

from prodsys_tui.domain.contract.contract import ProcessContract
from prodsys_tui.domain.lineage.genealogy import Kind, Way
from prodsys_tui.domain.model import BatchState, Sample
from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.batch.holds import hold_batches, investigate, release_batches
from prodsys_tui.services.demonstration.crew import PRINTING, Crew
from prodsys_tui.services.demonstration.floor import Floor
from prodsys_tui.services.demonstration.stage import Stage, Step
from prodsys_tui.services.evidence.certificate import issue_certificate
from prodsys_tui.services.lineage.genealogy import genealogy
from prodsys_tui.services.production.production import AddProduction, add_production

LAMINATING = 3
_SEEN = "La tinta se ve corrida en la orilla"
_FOUND = "Un rodillo flojo; se apretó y se revisó el rollo completo."
_LIGHT = "Gramaje de cortina fuera de norma"
_APPROVED = "Revisado: el defecto quedó en el primer metro, que se cortó."


def held_and_released(stage: Stage, floor: Floor, sacks: ProcessContract) -> Iterator[Step]:
    """A printed batch is held, cannot be used, is looked into, released, and used."""
    run, printed = next(floor.crew.runs(sacks)), floor.crew.made[PRINTING][-1]
    operator, inspector = floor.crew.operator(sacks), floor.crew.inspector
    more = AddProduction(
        sacks.id,
        run.order.code,
        run.machine,
        quantity="10",
        waste="0",
        waste_to=sacks.production.waste_destinations[0],
        consumes=(printed,),
    )

    def use() -> object:
        return stage.run(add_production, operator, None, more)

    def release(person: str, comment: str) -> BatchState:
        return stage.run(release_batches, person, None, (printed,), comment)[0].state

    (held,) = stage.run(hold_batches, operator, None, (printed,), _SEEN)
    yield Step("demo.batch-held", {"batch": printed}, held.state is BatchState.HELD)
    yield stage.refused("demo.held-batch", Code.BATCH_HELD, use, batch=printed)
    stage.run(investigate, inspector, None, printed, _FOUND, "máquina")
    yield Step("demo.investigated", {"batch": printed}, held=True)
    told = {"batch": printed, "person": operator}
    yield stage.refused(
        "demo.release-not-permitted", Code.NOT_PERMITTED, lambda: release(operator, _APPROVED), **told
    )
    yield stage.refused(
        "demo.release-comment", Code.COMMENT_REQUIRED, lambda: release(inspector, "  "), batch=printed
    )
    state = release(inspector, _APPROVED)
    yield Step("demo.batch-released", {"batch": printed}, state is BatchState.ACTIVE)
    use()
    yield Step("demo.released-used", {"batch": printed}, held=True)


def traced_and_certified(stage: Stage, floor: Floor, sacks: str) -> Iterator[Step]:
    """The sacks of the shift: back to the supplier's lots, and a certificate that is final."""
    with stage.plant.read() as reads:
        steps = genealogy(reads, sacks, Way.UP).walk(Way.UP)
    kinds = [step.node.kind for step in steps]
    batches, lots = kinds.count(Kind.BATCH), kinds.count(Kind.MATERIAL)
    yield Step("demo.traced", {"batch": sacks, "batches": batches, "lots": lots}, bool(batches and lots))
    issued = stage.run(issue_certificate, floor.crew.inspector, None, sacks).certificate
    told = {"batch": sacks, "hash": issued.sha256[:12]}
    yield Step("demo.certified", told, not issued.preliminary)


def hold_and_release(floor: Floor, held: datetime, found: datetime, released: datetime) -> None:
    """What was printed last is held for some hours of the past."""
    for printed in floor.crew.made[PRINTING][-1:]:
        floor.run(hold_batches, _printer(floor.crew), held, (printed,), _SEEN)
        floor.run(investigate, floor.crew.inspector, found, printed, _FOUND, "máquina")
        floor.run(release_batches, floor.crew.inspector, released, (printed,), _APPROVED)


def hold_what_failed(floor: Floor, failing: Sample, at: datetime) -> None:
    """The laminated batch behind a failing sample is held, and waits for a decision."""
    person = floor.crew.operator(_contract(floor.crew, LAMINATING))
    made = floor.crew.made[LAMINATING][-1]
    floor.run(hold_batches, person, at, (made,), _LIGHT, sample=failing.ref.uid)


def _printer(crew: Crew) -> str:
    return crew.operator(_contract(crew, PRINTING))


def _contract(crew: Crew, process: int) -> ProcessContract:
    return next(one for one in crew.contracts if one.id == process)
