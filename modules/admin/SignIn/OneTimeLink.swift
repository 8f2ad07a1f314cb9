import GRDB
import HTTPTypes
import Kit

/// A link that does one thing for one account, once, for a while. Opening it shows a page; only the button
/// there does anything, so that a mail scanner that follows links changes nothing.
struct OneTimeLink: Sendable {
  enum Purpose: String, Sendable {
    /// Choose a new password.
    case reset
    /// Confirm a mail address.
    case mail
    /// Call off the deletion of the account.
    case comeBack

    var path: String {
      switch self {
      case .reset: "/sign-in/reset/"
      case .mail: "/account/mail/"
      case .comeBack: "/sign-in/return/"
      }
    }
  }

  let id: Int64
  let user: Int64
  let name: String
  let mail: String?
  /// The account of the staff that made it for somebody else.
  let maker: Int64?
}

extension OneTimeLink {
  /// Makes a link in place of any before it. Answers with its token.
  static func make(
    _ purpose: Purpose, for user: Int64, mail: MailAddress? = nil, by maker: Int64? = nil, hours: Int,
    now: Moment, _ db: Database
  ) throws -> String {
    let token = Token.make()
    try db.execute(
      sql: """
        INSERT OR REPLACE INTO admin_link (token, purpose, user_id, mail, maker_id, expires_at)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
      arguments: [Token.hash(token), purpose.rawValue, user, mail?.text, maker, now + hours * 3600])
    return token
  }

  /// Finds a link. Throws `Fault` 404 for one that was used or replaced, or whose time is over.
  static func find(_ purpose: Purpose, _ request: Request, _ db: Database) throws -> OneTimeLink {
    let row = try Token.hash(request.parameters["token"] ?? "").flatMap { hash in
      try Row.fetchOne(
        db,
        sql: """
          SELECT l.id, l.user_id, u.name, l.mail, l.maker_id
          FROM admin_link l JOIN admin_user u ON u.id = l.user_id
          WHERE l.token = ? AND l.purpose = ? AND l.expires_at > ?
          """, arguments: [hash, purpose.rawValue, request.now])
    }
    guard let row else { throw over }
    return OneTimeLink(
      id: row["id"], user: row["user_id"], name: row["name"], mail: row["mail"], maker: row["maker_id"])
  }

  static let over = Fault(
    .notFound, "This link has done its work, or its time is over. You can ask for another one.")

  func end(_ db: Database) throws {
    try db.execute(sql: "DELETE FROM admin_link WHERE id = ?", arguments: [id])
  }

  static func endAll(of user: Int64, _ db: Database) throws {
    try db.execute(sql: "DELETE FROM admin_link WHERE user_id = ?", arguments: [user])
  }

  static func sweep(now: Moment, _ db: Database) throws {
    try db.execute(sql: "DELETE FROM admin_link WHERE expires_at <= ?", arguments: [now])
  }
}
