"""Control charts over the stored samples: points, limits, causes. Spec ``domain.md`` §5."""
