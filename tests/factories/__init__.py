"""Records made for a test, in the words of the site."""
