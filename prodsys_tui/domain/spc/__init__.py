"""Statistical process control: is a process drifting. Spec ``domain.md`` §5; pure arithmetic on decimals.

``constants`` of the range, ``statistics`` of values and subgroups, ``limits`` from them, the ``rules`` that
tell chance from change, and ``capability`` against a specification. Shewhart's charts as ISO 7870-2 and
ASTM E2587 have them; Nelson, Journal of Quality Technology 16 (1984), for the rules.
"""
