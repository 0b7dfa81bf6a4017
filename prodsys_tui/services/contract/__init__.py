"""Process contracts in force, applied and replayed."""
