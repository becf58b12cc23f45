"""The nine phases of a month, one file each; step.py calls them in order."""
