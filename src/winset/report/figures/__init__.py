"""One file a figure: numbers for the chart, a table with the same numbers, and words for who cannot see
it.
"""
