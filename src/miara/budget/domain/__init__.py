"""What money, codes, reports, shares and rules mean; no Django."""
