"""Site-wide promises: settings, headers, assets, architecture, style, and what every page has."""
