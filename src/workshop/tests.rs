//! What the workshop keeps and publishes, on both databases.
