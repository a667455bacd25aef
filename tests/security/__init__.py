"""Whether those who should not be in stay out."""
