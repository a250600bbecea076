"""The rules of money as pure functions: no database, no person. Amounts are Decimal, in pounds unless it is said."""
