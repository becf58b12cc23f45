"""The generator of derived figures in the packaged cases."""
