"""One module a format: bytes of a file in, a `Document` out."""
