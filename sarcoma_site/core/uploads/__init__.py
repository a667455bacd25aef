"""What comes in as a file: looked into, not believed; kept only as far as it is what its name says."""
