"""Spans and links in a text: layout, the encoder and its decoding. Knows nothing of meetings."""

from verbale.language.layers import Attribution, Layers
from verbale.language.layout import Layout, layout

__all__ = ["Attribution", "Layers", "Layout", "layout"]
