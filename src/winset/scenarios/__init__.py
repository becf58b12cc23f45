"""Packaged cases: `country/year.yaml` is the slug `country/year`."""
