import Kit

extension Faces {
  package static let faceRequests = Migration(
    "template.0120-face-requests",
    """
    -- What somebody wants of a face's files, which only rowhouse-jobs may write: a design to be published, or the
    -- number of an earlier version to be worn, or neither for the face as it shipped. One a face at a time; what is
    -- answered stays without all that until the next one.
    CREATE TABLE template_face_request(
      face TEXT PRIMARY KEY,
      design TEXT,
      version INTEGER,
      actor INTEGER, acting_as INTEGER,
      address TEXT NOT NULL, request_id TEXT NOT NULL,
      asked_at INTEGER NOT NULL,
      answered_at INTEGER,
      refusal TEXT) STRICT;                                -- a sentence for them; nothing where it was done
    """)
}
