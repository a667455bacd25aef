"""The screens of the CMS by which staff keep the literature: one module a screen."""
