"""The reader model: one small encoder over a report's words, with a head for each question asked of it."""
