"""Identifiers in words as people type them: numbers to call, papers, plates, accounts, links, agencies.

Names of people are not among them: two neighbours of one name are nobody's lead. What is found is a proposal that an
officer confirms; so a pattern rather finds too little than makes strangers meet.
"""
