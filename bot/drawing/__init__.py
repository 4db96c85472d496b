"""What the project is: accepting, tracking and delivering generations. Pure Python, knows no framework."""
