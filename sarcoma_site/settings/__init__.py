"""Settings: `base` reads the environment; `dev`, `test` and `production` differ from it only where they must."""
