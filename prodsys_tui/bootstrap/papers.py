"""The papers that screens write to files; ``screens.session.Papers`` is how they ask for them."""

from collections.abc import Sequence

from prodsys_tui.domain.model import Person
from prodsys_tui.services.batch.labels import batch_labels
from prodsys_tui.services.plant import Plant
from prodsys_tui.text.catalog import Texts


class PlantPapers:
    """Certificates and labels of batches, in the language of some texts."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def certificate(self, plant: Plant, person: Person, code: str, file: str) -> None:
        """Issue the next certificate of a batch into a file (PDF or JSON, by its name).

        Raises ``Refused``: as ``issue_certificate``, and ``file-refused``; then nothing was issued.
        """
        from prodsys_tui.bootstrap.certificates import issue_to_files

        issue_to_files(plant, person, code, (file,), self._texts)

    def labels(self, plant: Plant, codes: Sequence[str], file: str) -> None:
        """Write the labels of batches into a PDF. Raises ``Refused``: ``not-found``, ``file-refused``."""
        from prodsys_tui.reports.label_paper import LabelSheet

        with plant.read() as reads:
            labels = batch_labels(reads, plant.contracts, codes)
        LabelSheet(labels, self._texts, plant.clock.now()).save(file)
