import GRDB
import HTTPTypes
import Kit

/// What somebody wants of a face's files, as a row of app.db: workers write it, `rowhouse-jobs` carries it out.
struct FaceRequest: Sendable {
  enum Wish: Sendable, Equatable {
    /// The whole design, so that the job need read nothing that a worker could change meanwhile.
    case publish(design: String)
    /// An earlier version again; nil: as it shipped.
    case wear(Int?)
  }

  enum Answer: Equatable {
    case done
    /// Why not, in a sentence for whoever asked.
    case refused(String)
  }

  let face: String
  let wish: Wish
  let actor: Int64
  let actingAs: Int64?
  let address: String
  let requestId: String
  let askedAt: Moment

  /// Whose rights count.
  var account: Int64 { actingAs ?? actor }

  /// After that nobody waits for it any more, and another one may take its place.
  private static let patience = 600

  func audit(_ act: String, _ target: String, before: String, after: String) -> AuditEntry {
    AuditEntry(
      act, target, before: before, after: after, actor: actor, actingAs: actingAs, address: address,
      requestId: requestId, at: askedAt)
  }
}

extension FaceRequest {
  init(_ wish: Wish, of face: String, by request: Request) throws {
    let viewer = request.viewer
    guard let account = viewer.account else { throw Fault.signInFirst }
    self.init(
      face: face, wish: wish, actor: (viewer.actedBy ?? account).id,
      actingAs: viewer.actedBy == nil ? nil : account.id, address: request.address, requestId: request.id,
      askedAt: request.now)
  }

  private init?(_ row: Row) {
    guard let actor = row["actor"] as Int64? else { return nil }
    let design: String? = row["design"]
    self.init(
      face: row["face"], wish: design.map { .publish(design: $0) } ?? .wear(row["version"]), actor: actor,
      actingAs: row["acting_as"], address: row["address"], requestId: row["request_id"],
      askedAt: row["asked_at"])
  }

  /// False if the same is waited for already. Throws `Fault` while something else is.
  func insert(_ db: Database) throws -> Bool {
    try db.execute(
      sql: "DELETE FROM template_face_request WHERE face = ? AND (answered_at IS NOT NULL OR asked_at < ?)",
      arguments: [face, askedAt - Self.patience])
    if let waiting = try Self.waiting(face, db) {
      guard waiting.wish == wish else {
        throw Fault(
          .conflict, "Something else was asked of this face and is not done yet. Please wait a moment.")
      }
      return false
    }
    var (design, version): (String?, Int?) = (nil, nil)
    switch wish {
    case .publish(let text): design = text
    case .wear(let number): version = number
    }
    try db.execute(
      sql: """
        INSERT INTO template_face_request(
          face, design, version, actor, acting_as, address, request_id, asked_at)
        VALUES(?, ?, ?, ?, ?, ?, ?, ?)
        """, arguments: [face, design, version, actor, actingAs, address, requestId, askedAt])
    return true
  }

  static func waiting(_ face: String, _ db: Database) throws -> FaceRequest? {
    try Row.fetchOne(
      db.cachedStatement(sql: "SELECT * FROM template_face_request WHERE face = ? AND answered_at IS NULL"),
      arguments: [face]
    ).flatMap { FaceRequest($0) }
  }

  /// nil while it waits, or where nothing was asked.
  static func answer(_ face: String, _ db: Database) throws -> Answer? {
    try Row.fetchOne(
      db.cachedStatement(
        sql: "SELECT refusal FROM template_face_request WHERE face = ? AND answered_at IS NOT NULL"),
      arguments: [face]
    ).map { row in (row[0] as String?).map { .refused($0) } ?? .done }
  }

  /// Who asked, and for what, is in the audit log from now on.
  func keep(_ answer: Answer, at now: Moment, _ db: Database) throws {
    var refusal: String?
    if case .refused(let sentence) = answer { refusal = sentence }
    try db.execute(
      sql: """
        UPDATE template_face_request SET design = NULL, version = NULL, actor = NULL, acting_as = NULL,
          address = '', request_id = '', answered_at = ?, refusal = ?
        WHERE face = ? AND request_id = ?
        """, arguments: [now, refusal, face, requestId])
  }

  static func forget(_ face: String, _ db: Database) throws {
    try db.execute(
      sql: "DELETE FROM template_face_request WHERE face = ? AND answered_at IS NOT NULL", arguments: [face])
  }
}
