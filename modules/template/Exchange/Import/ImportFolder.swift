import Foundation
import GRDB
import HTTPTypes
import Kit

/// Where a file lies between its arrival and the end of its import, and how far the work is.
struct ImportFolder: Sendable {
  /// A file and an archive, in one form.
  static let largestForm = 320 << 20

  let folder: URL
  private let lock: URL

  init(_ house: House) {
    folder = house.data.appending(path: "imports")
    lock = house.data.appending(path: ".import.lock")
  }

  /// Where something that arrives is written to.
  struct Place {
    let name: String
    let handle: FileHandle
  }

  /// An empty file that nobody else reads.
  func make() throws -> Place {
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let name = "\(UUID().uuidString.lowercased()).import"
    let path = folder.appending(path: name)
    guard
      FileManager.default.createFile(atPath: path.path, contents: nil, attributes: [.posixPermissions: 0o600])
    else {
      throw Fault(.serviceUnavailable, "The server's disk did not take the file. Please try again later.")
    }
    return Place(name: name, handle: try FileHandle(forWritingTo: path))
  }

  /// Throws `FileFault` if it is gone, or none that we know.
  func read(_ record: ImportRecord, now: Moment) throws -> BroughtFile {
    try BroughtFile(
      read(record.file), pictures: record.pictures.isEmpty ? nil : read(record.pictures), now: now)
  }

  /// Read where it lies: what is large is never whole in memory.
  private func read(_ name: String) throws -> Data {
    guard !name.isEmpty,
      let data = try? Data(contentsOf: folder.file(named: name), options: .alwaysMapped)
    else { throw FileFault("The file is not here any more. Please bring it again.") }
    return data
  }

  func remove(_ places: [String: Place]) throws {
    for place in places.values { try remove(place.name) }
  }

  func remove(_ record: ImportRecord) throws {
    try remove(record.file)
    try remove(record.pictures)
  }

  func remove(_ name: String) throws {
    guard !name.isEmpty else { return }
    let path = try folder.file(named: name).path
    // One that is gone already is as it should be.
    if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
  }

  /// Replaced whole, so that nobody reads half of it.
  func setProgress(_ id: Int64, _ done: Int, of total: Int) {
    // A bar that stands still for a moment harms nobody.
    try? Data("\(done) \(total)".utf8).write(to: folder.appending(path: "\(id).progress"), options: .atomic)
  }

  func progress(_ id: Int64) -> (done: Int, total: Int)? {
    let text = FileManager.default.contents(atPath: folder.appending(path: "\(id).progress").path)
    let numbers = String(decoding: text ?? Data(), as: UTF8.self).split(separator: " ").compactMap { Int($0) }
    return numbers.count == 2 ? (numbers[0], numbers[1]) : nil
  }

  /// Commands import one after the other. Whoever holds this knows that no other is alive.
  func alone<Answer>(_ work: () throws -> Answer) throws -> Answer {
    try FileManager.default.createDirectory(
      at: lock.deletingLastPathComponent(), withIntermediateDirectories: true)
    return try FileLock.hold(lock, work)
  }

  func aloneIfFree(_ work: () throws -> Void) throws {
    guard FileManager.default.fileExists(atPath: lock.path) else { return }
    _ = try FileLock.holdIfFree(lock, work)
  }

  func removeProgress(_ id: Int64) throws { try remove("\(id).progress") }
}

extension SystemExchange {
  /// What was brought, kept aside and remembered for undoing. The answer is whom the rest belongs to of an
  /// import that nobody has seen yet.
  package func forget(_ account: Int64, _ db: Database) throws -> [Int64] {
    let records = try ImportRecord.list(of: account, db)
    for record in records { try ImportFolder(house).remove(record) }
    for sql in [
      "DELETE FROM template_kept WHERE account_id = ?", "DELETE FROM template_import WHERE account_id = ?",
      "DELETE FROM template_deleted WHERE account_id = ?",
    ] { try db.execute(sql: sql, arguments: [account]) }
    return records.filter { $0.phase == .unseen }.map { -$0.id }
  }
}
