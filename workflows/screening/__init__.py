"""Screening: one person against all programmes, the caseload, and many people at once."""
