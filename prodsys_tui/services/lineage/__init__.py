"""What was made of what: genealogy, recall, drills. Spec ``domain.md`` §3."""
