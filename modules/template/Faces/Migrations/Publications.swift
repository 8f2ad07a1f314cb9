import Kit

extension Faces {
  package static let publications = Migration(
    "template.0060-publications",
    """
    -- Counts up when the editor publishes a face, so that every worker looks at the files at its next request.
    ALTER TABLE template_system ADD COLUMN publications INTEGER NOT NULL DEFAULT 0;
    """)
}
