"""Training of the encoder: corpora to tensors, training, export, model card. Not part of the package."""
