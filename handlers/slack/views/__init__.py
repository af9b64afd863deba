"""Values drawn for Slack. Pure: what comes out is what would be sent, and every limit holds by construction."""
