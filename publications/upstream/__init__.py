"""Where publications are looked up: PubMed by way of NCBI's E-utilities, and Crossref."""
