"""What the tests need of the machine: a database, a browser, a checker. What is missing is skipped aloud."""
