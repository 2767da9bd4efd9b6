"""The check of a job offer: which words in it are signs that a person should stop and ask first.

It reads words as people type them in chats. It never judges a person or a company, and no country, people or faith
is a sign. Nothing here stores or logs anything.
"""
