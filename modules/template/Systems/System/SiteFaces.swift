import Crypto
import Foundation
import GRDB
import Kit

/// What the site wears, as its system decides it.
extension Systems {
  /// Whether everybody may choose a face for themselves.
  package func open(_ face: String, _ isOpen: Bool, by request: Request) throws {
    try change(by: request, act: "face.open", target: "template:faces", state: Self.facesRecord) {
      try SiteSystem.open(face, isOpen, $0)
    }
  }

  /// What a house wears instead of following the front; nil: it follows, "": the neutral face.
  package func dress(_ house: String, in face: String?, by request: Request) throws {
    try change(by: request, act: "face.house", target: "template:\(house)", state: Self.housesRecord) {
      try SiteSystem.dress(house, in: face, $0)
    }
  }

  /// A face was made anew, out of what `before` names.
  package func noteFaces(was before: @escaping FaceIds, _ db: Database) throws {
    try SiteSystem.notePublication(db)
    let scene = try scene(db)
    try Announcement(before: scene, after: scene, ids: faces.faceIds, old: before).publish(house.doors, db)
  }

  /// POST /account/front/partly: what those see who may not see all who front.
  func frontPartly(_ request: Request) throws -> Response {
    let isWanted = try request.form()["to"] == "partly"
    try change(by: request, act: "front.partly", target: "template:front", state: Self.partlyRecord) {
      try SiteSystem.showPartly(isWanted, $0)
    }
    return .seeOther("/admin/faces#partly")
  }

  package func follow(_ request: Request) {
    do { try inbox.follow(now: request.now) } catch {
      // A page is worth more than an edit that comes later.
      request.report("alters.csv: \(Cause(error))")
    }
  }

  /// The site's own.
  package func roster() throws -> [Alter] { try house.read { try Alter.roster($0) } }

  /// The number of somebody who is or was in the site's system.
  package func number(of slug: String) throws -> Int64? {
    try house.read { db in
      try Int64.fetchOne(
        db, sql: "SELECT id FROM template_alter WHERE account_id IS NULL AND slug = ?", arguments: [slug])
    }
  }

  /// For the audit log: without names, since a face has its alter's.
  private static func facesRecord(_ db: Database) throws -> String {
    "faces open to everybody: \(try SiteSystem.current(db).openFaces.count)"
  }

  private static func partlyRecord(_ db: Database) throws -> String {
    try Front.showsPartly(db) ? "the others are shown" : "nobody is shown"
  }

  private static func housesRecord(_ db: Database) throws -> String {
    try SiteSystem.current(db).houseFaces.sorted { $0.key < $1.key }
      .map { "\($0.key): \($0.value.isEmpty ? "neutral" : "a face of its own \(mark(of: $0.value))")" }
      .joined(separator: "\n")
  }

  private static func mark(of face: String) -> String {
    String(SHA256.hash(data: Data(face.utf8)).hex.prefix(8))
  }
}
