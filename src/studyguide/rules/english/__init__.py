"""The rules for questions in English, and the little grammar that they look for."""
