"""The shared search engine: documents in, ranked answers out."""
