"""Forms on paper: DOCX out and in, PDF."""
