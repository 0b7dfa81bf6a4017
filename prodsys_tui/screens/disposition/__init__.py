"""Disposición: settling the deviations of a process, the seed's CORREGIR_O_JUSTIFICAR."""
