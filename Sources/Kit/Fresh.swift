import GRDB
import GRDBSQLite
import Synchronization

/// A value from a database, read again only when the file has changed, whoever changed it.
public final class Fresh<Content: Sendable>: Sendable {
  private let queue: DatabaseQueue
  private let read: @Sendable (Database, Content?) throws -> Content
  private let cache = Mutex<Kept?>(nil)

  /// In one piece, so that a look takes a reference and copies nothing.
  private final class Kept: Sendable {
    let version: FileVersion
    let content: Content

    init(_ version: FileVersion, _ content: Content) { (self.version, self.content) = (version, content) }
  }

  public convenience init(_ queue: DatabaseQueue, read: @escaping @Sendable (Database) throws -> Content) {
    self.init(queue) { db, _ in try read(db) }
  }

  /// `read` gets what was read last, so that what was made of it can stay if it is the same.
  public init(_ queue: DatabaseQueue, read: @escaping @Sendable (Database, Content?) throws -> Content) {
    self.queue = queue
    self.read = read
  }

  public func get() throws -> Content {
    try queue.unsafeRead { try get($0) }
  }

  /// The same inside a read that is open already. Never inside a write: what is read there may be rolled back,
  /// and would be kept all the same.
  public func get(_ db: Database) throws -> Content {
    precondition(!db.isWriting, "what is kept must not be read within a write: it may be rolled back")
    let version = try FileVersion(db)
    return try known(version) ?? keep(read(db, last), version)
  }

  /// As of the request's first look at the file: a page asks each file once, whatever it needs from it.
  public func get(for request: Request) throws -> Content {
    let version = try request.version(of: queue)
    return try known(version) ?? keep(queue.unsafeRead { try read($0, last) }, version)
  }

  private func known(_ version: FileVersion) -> Content? {
    guard let kept = cache.withLock({ $0 }), kept.version == version else { return nil }
    return kept.content
  }

  private var last: Content? { cache.withLock { $0 }?.content }

  /// `content` may be newer than `version`; then the next look reads it once more.
  private func keep(_ content: Content, _ version: FileVersion) -> Content {
    cache.withLock { $0 = Kept(version, content) }
    return content
  }
}

extension Database {
  /// Inside a transaction that writes: what is read there may be rolled back, and then never was.
  public var isWriting: Bool { sqlite3_txn_state(sqliteConnection, nil) == SQLITE_TXN_WRITE }
}
