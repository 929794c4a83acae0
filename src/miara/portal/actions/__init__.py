"""What people do with news and pages."""
