import Crypto
import GRDB

/// Names this site in archives, so that it knows again what was made here. It gives nothing away.
struct Origin: Sendable {
  let name: String

  init(_ db: Database) throws {
    let salt = try String.fetchOne(db, sql: "SELECT salt FROM template_system WHERE id = 1") ?? ""
    let digest = SHA256.hash(data: Array("archives of \(salt)".utf8))
    name = digest.prefix(6).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }

  /// The key of a row that begins with its id, its source's program and its name there.
  func key(_ row: Row) -> SystemFile.Key {
    if let app: String = row[1], let id: String = row[2] { return SystemFile.Key(app: app, id: id) }
    let id: Int64 = row[0]
    return key(id)
  }

  func key(_ id: Int64) -> SystemFile.Key {
    SystemFile.Key(app: SystemFile.App.rowhouse.rawValue, id: "\(name).\(id)")
  }
}
