"""Speed, as ratios against a plain reference taken in the same run. Spec ``performance.md``."""
