"""Process contracts: what they say, how they are read and checked."""
