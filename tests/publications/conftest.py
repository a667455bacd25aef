"""What the tests of publications share."""

from .ncbi_server import ncbi, papers

__all__ = ["ncbi", "papers"]
