import Foundation
import GRDB

/// What a database file wants now and then.
public enum Upkeep {
  /// Fresh statistics for the query planner; then whether the file is whole: `ok`, or what is wrong.
  public static func tidy(_ file: URL) throws -> String {
    let queue = try DatabaseQueue(path: file.path, configuration: Storage.configuration(.full))
    return try queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA analysis_limit = 400; PRAGMA optimize")
      return try String.fetchOne(db, sql: "PRAGMA quick_check(1)") ?? "no answer"
    }
  }
}
