import Foundation
import GRDB

/// What a database file wants now and then.
public enum Upkeep {
  /// Whether the file is whole: `ok`, or what is wrong. Then fresh statistics for the query planner.
  public static func tidy(_ file: URL) throws -> String {
    let queue = try DatabaseQueue(path: file.path, configuration: Storage.configuration(.full))
    return try queue.writeWithoutTransaction { db in
      let verdict = try String.fetchOne(db, sql: "PRAGMA quick_check(1)") ?? "no answer"
      guard verdict == "ok" else { return verdict }
      try db.execute(sql: "PRAGMA analysis_limit = 400; PRAGMA optimize")
      return verdict
    }
  }
}
