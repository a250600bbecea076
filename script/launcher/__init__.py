"""Starts and stops Concordat on one machine, with its own PostgreSQL and Redis.

Standard library only: it runs before anything is installed.
"""
