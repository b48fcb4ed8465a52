"""Building the reader model; nothing that reads a report imports this package."""
