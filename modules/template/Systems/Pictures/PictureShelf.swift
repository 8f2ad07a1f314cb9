import Crypto
import Foundation
import GRDB
import Kit
import Pictures

/// Keeps the pictures that accounts give: a row in app.db, and a file that is named by its content.
package struct PictureShelf: Sendable {
  /// What can't be kept, with the sentence for whoever sent it.
  package struct Refusal: Error { let sentence: String }

  /// All of one account's together, in bytes.
  static let heaviest = 200_000_000
  /// A form that was refused may be sent again until then, with its picture.
  private static let patience = 86_400

  let house: House

  init(_ house: House) { self.house = house }

  private var folder: URL { house.settings.pictures }

  /// The mark of a picture that was sent. It belongs to the account, and is cleared away unless it is used.
  package func keep(_ upload: Upload, for account: Int64, at now: Moment) throws -> String {
    let picture: Picture
    do { picture = try Picture(upload.bytes) } catch {
      throw Refusal(sentence: error.sentence(name: upload.name))
    }
    return try keep(picture, for: account, at: now)
  }

  package func keep(_ picture: Picture, for account: Int64, at now: Moment) throws -> String {
    let hash = SHA256.hash(data: picture.bytes).hex
    return try alone {
      let stored = try house.read { db in
        let stored = StoredPicture(
          mark: try mark(account, hash, db), account: account, hash: hash, kind: picture.kind)
        let isNew = try StoredPicture.find(stored.mark, db) == nil
        let weight = isNew ? try StoredPicture.weight(of: account, db) + picture.bytes.count : 0
        guard weight <= Self.heaviest else {
          throw Refusal(
            sentence: "All your pictures together may take 200 MB, and this one would be too much.")
        }
        return stored
      }
      try write(picture.bytes, to: path(stored))
      try house.write { db in try stored.insert(picture, at: now, db) }
      return stored.mark
    }
  }

  /// The mark that a picture would have.
  package func mark(of picture: Picture, for account: Int64) throws -> String {
    try house.read { db in try mark(account, SHA256.hash(data: picture.bytes).hex, db) }
  }

  /// The same picture of two accounts has two marks: neither tells of the other.
  private func mark(_ account: Int64, _ hash: String, _ db: Database) throws -> String {
    let salt = try String.fetchOne(db, sql: "SELECT salt FROM template_system WHERE id = 1") ?? ""
    return String(SHA256.hash(data: Data("\(salt)\0picture\0\(account)\0\(hash)".utf8)).hex.prefix(32))
  }

  private func path(_ picture: StoredPicture) throws -> URL { try folder.file(named: picture.file) }

  private func write(_ bytes: [UInt8], to file: URL) throws {
    guard !FileManager.default.fileExists(atPath: file.path) else { return }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try AtomicFile.write(bytes, to: file)
  }

  package func read(_ picture: StoredPicture) throws -> [UInt8] { Array(try Data(contentsOf: path(picture))) }

  /// Clears away what nobody uses.
  package func sweep(now: Moment) throws {
    let then = now - Self.patience
    try alone {
      try remove(house.write { db in try StoredPicture.deleteUnused(since: then, db) })
      try removeStrays(olderThan: then)
    }
  }

  /// Forgets all pictures of an account, at once.
  package func forget(_ account: Int64) throws {
    try alone { try remove(house.write { db in try StoredPicture.delete(of: account, db) }) }
  }

  private func remove(_ pictures: [StoredPicture]) throws {
    for picture in pictures {
      guard try !house.read({ db in try StoredPicture.isKept(hash: picture.hash, db) }),
        case let file = try path(picture), FileManager.default.fileExists(atPath: file.path)
      else { continue }
      try FileManager.default.removeItem(at: file)
    }
  }

  /// Files without a row, left by a process that ended between the two.
  private func removeStrays(olderThan then: Moment) throws {
    guard FileManager.default.fileExists(atPath: folder.path) else { return }
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name != Self.lock {
      let file = folder.appending(path: name)
      let hash = String(name.prefix { $0 != "." })
      guard try !house.read({ db in try StoredPicture.isKept(hash: hash, db) }),
        let changed = try file.resourceValues(forKeys: [.contentModificationDateKey]).contentModificationDate,
        Int64(changed.timeIntervalSince1970 * 1000) < then.milliseconds
      else { continue }
      try FileManager.default.removeItem(at: file)
    }
  }

  private static let lock = ".lock"

  /// Nobody clears a file away that somebody else is about to use.
  private func alone<Answer>(_ work: () throws -> Answer) throws -> Answer {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return try FileLock.hold(folder.appending(path: Self.lock), work)
  }
}
