import Crypto
import Foundation
import GRDB
import Kit

/// What app.db knows of alters.csv: which content it holds when it says what app.db says.
struct FileRecord: Equatable {
  let hash: String?
  /// What the file held before the last change that was made here.
  let before: String?
  /// That change is not in the file yet.
  let isBehind: Bool

  /// What may stand in the file without anybody having edited it.
  var known: Set<String> { Set([hash, before].compactMap(\.self)) }

  static func hash(of bytes: [UInt8]) -> String { String(SHA256.hash(data: Data(bytes)).hex.prefix(32)) }

  static func read(_ db: Database) throws -> FileRecord {
    let row = try Row.fetchOne(
      db, sql: "SELECT file_hash, file_before, is_file_behind FROM template_system WHERE id = 1")
    return FileRecord(
      hash: row?["file_hash"], before: row?["file_before"], isBehind: row?["is_file_behind"] ?? false)
  }

  /// The file holds this, and app.db says the same.
  static func agree(on hash: String, _ db: Database) throws {
    try db.execute(
      sql: "UPDATE template_system SET file_hash = ?, file_before = NULL, is_file_behind = 0 WHERE id = 1",
      arguments: [hash])
  }

  /// app.db has changed; the file will hold this.
  static func promise(_ hash: String, instead before: String?, _ db: Database) throws {
    try db.execute(
      sql: "UPDATE template_system SET file_hash = ?, file_before = ?, is_file_behind = 1 WHERE id = 1",
      arguments: [hash, before])
  }
}
