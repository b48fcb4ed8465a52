"""Measuring: how fast onrecord reads, and how much of a small gold set of our own it reads right."""
