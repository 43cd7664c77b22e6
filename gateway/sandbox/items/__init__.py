"""What the sandbox holds about a person, one template for each kind of item; `registry` knows which.

home: 1, 2. medical: 3-2, 3-4, 3-17. care: 4-1, 5-4, 5-13. working_life: 6-1, 6-3, 7-4, 7-6. benefits: all others.
"""
