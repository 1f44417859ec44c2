"""Measurements: accuracy, speed and memory beside peers; writes the figures into the docs."""
