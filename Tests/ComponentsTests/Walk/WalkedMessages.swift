import Foundation
import GRDB
import Kit
import KitTesting

@testable import Components

extension WalkedSite {
  /// A new message; a secret one is the visitor's own, in a room that they may not read any more.
  func message(_ thing: Thing, _ person: Person?) throws -> String? {
    guard thing != .own || person != nil else { return nil }
    let author = [.own, .secret].contains(thing) ? person ?? ada : ada
    let sessions = try DatabaseQueue(
      path: test.site.settings.data(of: "rtc").appending(path: "sessions.db").path)
    count += 1
    return try sessions.write { db in
      try db.execute(
        sql: """
          INSERT INTO rtc_message(room, seq, author, name, handle, pronouns, color, nonce, body, html, at, removed)
          VALUES (?, ?, ?, 'x', 'x', '', '', ?, 'Walk', 'Walk', ?, ?)
          """,
        arguments: [
          thing == .secret ? 2 : 1, 1000 + count, author.id, "walk\(count)", Moment.now, thing == .gone,
        ])
      return "\(db.lastInsertedRowID)"
    }
  }
}
