import Kit

extension Faces {
  package static let repaints = Migration(
    "template.0080-repaints",
    """
    -- Whether a member's open pages offer a new face and wait, instead of showing it by themselves.
    ALTER TABLE template_look ADD COLUMN asks INTEGER NOT NULL DEFAULT 0 CHECK(asks IN (0, 1));
    """)
}
