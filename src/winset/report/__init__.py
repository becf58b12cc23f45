"""Answers for readers: a table for the terminal and one self-contained page."""
