"""The formats that records of the literature come in and leave in, each to and from a CSL-JSON item."""
