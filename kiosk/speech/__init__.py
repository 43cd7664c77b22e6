"""The voice of the terminal: what it says to whom, and what the keypad's keys do."""
