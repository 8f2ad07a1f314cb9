import GRDB

/// The tables that statements change, from now on. Filled on the thread that asks.
final class ChangeTrace: @unchecked Sendable {
  var changed: Set<String> = []

  init(of file: DatabaseQueue) {
    // The connection's own: requests use no other.
    file.writeWithoutTransaction { db in
      db.trace { [weak self] in if case .statement(let statement) = $0 { self?.take(statement.sql) } }
    }
  }

  private func take(_ sql: String) {
    let change = /^\s*(?:INSERT(?: OR \w+)? INTO|UPDATE(?: OR \w+)?|DELETE FROM|REPLACE INTO)\s+"?(\w+)/
    if let found = sql.firstMatch(of: change) { changed.insert(String(found.1)) }
  }
}
