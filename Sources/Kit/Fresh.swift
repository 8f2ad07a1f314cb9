import GRDB
import Synchronization

/// A value from a database, read again only when the file has changed, whoever changed it.
///
/// `PRAGMA data_version` tells of other connections' commits, the count of changes of one's own. Looking
/// costs 3 µs.
public final class Fresh<Content: Sendable>: Sendable {
  private let queue: DatabaseQueue
  private let read: @Sendable (Database) throws -> Content
  private let cache = Mutex<(version: Int64, changes: Int, content: Content)?>(nil)

  public init(_ queue: DatabaseQueue, read: @escaping @Sendable (Database) throws -> Content) {
    self.queue = queue
    self.read = read
  }

  public func get() throws -> Content {
    try queue.unsafeRead { try get($0) }
  }

  /// The same inside a read that is open already.
  public func get(_ db: Database) throws -> Content {
    let version = try Int64.fetchOne(db.cachedStatement(sql: "PRAGMA data_version")) ?? 0
    let changes = db.totalChangesCount
    return try cache.withLock { cache in
      if let cache, cache.version == version, cache.changes == changes { return cache.content }
      let content = try read(db)
      cache = (version, changes, content)
      return content
    }
  }
}
