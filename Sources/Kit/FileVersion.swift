import GRDB

/// Differs when a database file has changed since: `PRAGMA data_version` tells of other connections' commits,
/// the count of changes of one's own. Looking costs 3 µs.
public struct FileVersion: Equatable, Sendable {
  private let version: Int64
  private let changes: Int

  /// Of no file: it differs from that of every file.
  public init() { (version, changes) = (-1, -1) }

  public init(_ db: Database) throws {
    version = try db.cachedStatement(sql: "PRAGMA data_version").first { $0[0] } ?? 0
    changes = db.totalChangesCount
  }

  public init(_ file: DatabaseQueue) throws { self = try file.unsafeRead { try FileVersion($0) } }
}
