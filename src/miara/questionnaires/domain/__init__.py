"""What a form is and what an answer may be; pure rules, no database."""
