import Kit

extension Faces {
  package static let faces = Migration(
    "template.0050-faces",
    """
    -- How a member wants to see the site, on every device. Guests keep it in a cookie.
    CREATE TABLE template_look(
      account_id INTEGER PRIMARY KEY REFERENCES admin_user(id),
      face TEXT NOT NULL,                    -- front, own, neutral, contrast, or a face's opaque id
      scheme TEXT NOT NULL CHECK(scheme IN ('auto', 'light', 'dark'))) STRICT;

    -- Whoever fronts first of an account, found without its history.
    CREATE INDEX template_span_fronting ON template_span(account_id, position) WHERE ended_at IS NULL;

    -- Faces that everybody may choose for themselves, though nobody whom they see wears them.
    CREATE TABLE template_open_face(slug TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

    -- Houses that don't follow the front: always one face, or '' for the neutral one.
    CREATE TABLE template_house_face(house TEXT PRIMARY KEY, face TEXT NOT NULL) STRICT, WITHOUT ROWID;

    -- While somebody fronts whom a viewer may not see: show that viewer the others, or the neutral face.
    ALTER TABLE template_system ADD COLUMN shows_partly INTEGER NOT NULL DEFAULT 0
      CHECK(shows_partly IN (0, 1));

    -- Outlets that failed on somebody's page, in any worker.
    CREATE TABLE template_outlet_failure(
      generation TEXT NOT NULL,
      file TEXT NOT NULL,
      line INTEGER NOT NULL,
      reason TEXT NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (generation, file, line, reason)) STRICT, WITHOUT ROWID;
    """)
}
