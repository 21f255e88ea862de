"""From printed text to observations: each room reads once and records what it knows."""
