"""What samples bring about when they are saved: flips, and batches that are suspect now."""

from prodsys_tui.services.aftermath import aftermath
from prodsys_tui.services.quality.samples import AddSample, add_sample
from tests.services.shop import Shop


def test_what_complies_brings_nothing_about(shop: Shop) -> None:
    shop.open()
    shop.tape()
    with shop.plant.read() as reads:
        after = aftermath(reads, reads.samples(process_id=1))
    assert (after.fallen, after.batches, after.flips, after.suspects) == (0, (), (), ())


def test_a_correction_that_fails_takes_a_basis_away_and_makes_a_batch_suspect(shop: Shop) -> None:
    shop.open()
    record = shop.tape().record
    with shop.plant.read() as reads:
        old = reads.samples(process_id=1)[-1]
    command = AddSample(1, "Denier", "850", corrects=old.ref.uid)
    saved = shop.do(add_sample, "iortiz", command).sample
    with shop.plant.read() as reads:
        after = aftermath(reads, (saved,))
    assert after.fallen == 1
    assert after.flips[0].records == (record,)
    assert after.batches == ("1000345-001",)
