"""The site as people use it: in a browser, by keyboard, on a phone, without JavaScript."""
