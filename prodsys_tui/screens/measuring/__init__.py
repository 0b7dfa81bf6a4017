"""What Muestra and Ronda share: what is typed of a sample, its saving, its words."""
