import Crypto
import Foundation
import GRDB
import Kit

/// Tickets for the steps of signing in, each good once and for five minutes: one between password and second factor,
/// and the challenge that a passkey has to sign. limits.db has their hashes.
struct Tickets: Sendable {
  enum Ticket {
    /// The password was right, and the second factor is missing.
    case halfway(String)
    /// `browser` says which browser it was made for: only that one may answer.
    case challenge(String, browser: String)

    fileprivate var hash: Data {
      switch self {
      case .halfway(let token): Self.hash("halfway:\(token)")
      case .challenge(let text, let browser): Self.hash("challenge:\(text):\(browser)")
      }
    }

    private static func hash(_ text: String) -> Data { Data(SHA256.hash(data: Data(text.utf8))) }
  }

  let limits: DatabaseQueue
  static let lifetime = 300

  func issue(_ ticket: Ticket, for entrant: Entrant? = nil, now: Moment) throws {
    try limits.write { db in
      try db.execute(
        sql: "INSERT INTO admin_ticket (hash, user_id, passwords, expires_at) VALUES (?, ?, ?, ?)",
        arguments: [ticket.hash, entrant?.user, entrant?.password, now + Self.lifetime])
    }
  }

  func entrant(of ticket: Ticket, now: Moment) throws -> Entrant? {
    try limits.read { db in
      try Row.fetchOne(
        db,
        sql: """
          SELECT user_id, passwords FROM admin_ticket
          WHERE hash = ? AND expires_at > ? AND passwords IS NOT NULL
          """, arguments: [ticket.hash, now])
    }.map { Entrant(user: $0["user_id"], password: $0["passwords"]) }
  }

  /// Uses a ticket up; false for one that is unknown, used or too old.
  func spend(_ ticket: Ticket, now: Moment) throws -> Bool {
    try limits.write { db in
      try db.execute(
        sql: "DELETE FROM admin_ticket WHERE hash = ? AND expires_at > ?", arguments: [ticket.hash, now])
      return db.changesCount > 0
    }
  }

  func sweep(now: Moment) throws {
    try limits.write { db in
      try db.execute(sql: "DELETE FROM admin_ticket WHERE expires_at <= ?", arguments: [now])
    }
  }
}
