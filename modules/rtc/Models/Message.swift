import GRDB
import Kit
import Templating

/// What somebody said in a room, in Markdown and cooked, under the name it was said.
public struct Message: Sendable {
  public let id: Int64
  public let seq: Int64
  public internal(set) var speaker: ChatSpeaker
  public let nonce: String
  public let body: String
  public let html: String
  public let at: Moment

  /// As browsers get it, behind who said it.
  var json: JSON {
    [
      "mid": .int(id), "text": .text(body), "html": .text(html), "at": .int(at.milliseconds),
      "nonce": .text(nonce),
    ]
  }
}

extension Message: Weighed {
  var weight: Int { html.utf8.count + 1024 }
}

extension Message: FetchableRecord {
  /// What one message may become: a room shows fifty of them at once.
  static let largestHtml = 32_768

  public init(row: Row) {
    id = row["message"]
    seq = row["seq"]
    speaker = ChatSpeaker(row: row)
    nonce = row["nonce"]
    body = row["body"]
    html = Html(kept: row["html"], most: Self.largestHtml).string
    at = row["at"]
  }

  /// How many bytes of them a page shows at most.
  static let mostOnPage = 524_288

  /// The latest messages of a room before a number, the latest first.
  static func latest(
    _ room: Int64, before: Int64 = .max, limit: Int = 50, _ db: Database
  ) throws -> Portion<Message> {
    let statement = try db.cachedStatement(
      sql: """
        SELECT id AS message, seq, author, alter_id, name, handle, pronouns, color, avatar, nonce, body,
          \(MessageSize.html()), at
        FROM rtc_message WHERE room = ? AND seq < ? AND removed = 0 ORDER BY seq DESC LIMIT ?
        """)
    return try portion(statement, arguments: [room, before, limit], bytes: mostOnPage)
  }

  static func count(_ db: Database) throws -> Int {
    try Int.fetchOne(db, sql: "SELECT count(*) FROM rtc_message") ?? 0
  }

  /// How many of the last few hundred messages an account has sent since a moment.
  static func count(by account: Int64, since: Moment, _ db: Database) throws -> Int {
    try Int.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT count(*) FROM rtc_message
          WHERE id > (SELECT max(id) FROM rtc_message) - 500 AND author = ? AND at > ?
          """),
      arguments: [account, since]) ?? 0
  }
}

/// A message that is not in the database yet, checked and cooked.
public struct Draft: Sendable {
  public let room: Int64
  public let speaker: ChatSpeaker
  public let nonce: String
  public let body: String
  public let html: String

  /// Throws `Refusal` for what can't be a message.
  public init(
    room: Int64, speaker: ChatSpeaker, nonce: String, text: String, cook: (String) throws -> Html
  ) throws {
    let body = text.replacing("\r\n", with: "\n").trimmed
    guard !body.isEmpty else { throw Refusal.empty }
    guard body.utf16.count <= Command.Send.longest else { throw Refusal.tooLong }
    guard body.utf8.allSatisfy({ $0 >= 0x20 || $0 == 0x0A || $0 == 0x09 }) else { throw Refusal.unreadable }
    guard Self.isNonce(nonce) else { throw Refusal.badNonce }
    self.room = room
    self.speaker = speaker
    self.nonce = nonce
    self.body = body
    let cooked: Html
    do { cooked = try cook(body) } catch let fault as Fault {
      // What can't be cooked will not be by sending it again.
      throw Refusal("too_large", fault.message)
    }
    guard !cooked.isNothing else { throw Refusal.empty }
    html = cooked.string
    guard html.utf8.count <= Message.largestHtml else { throw Refusal.tooLarge }
  }

  private static func isNonce(_ text: String) -> Bool {
    (8...64).contains(text.utf8.count)
      && text.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
          || $0 == 0x2D || $0 == 0x5F
      }
  }

  private init(_ draft: Draft, nonce: String) {
    (room, speaker, body, html) = (draft.room, draft.speaker, draft.body, draft.html)
    self.nonce = nonce
  }

  /// Under a nonce of its own where its form has brought something else before: a browser that goes back sends the
  /// form's nonce with another text.
  func toldApart(_ db: Database) throws -> Draft {
    let isAnother = try Bool.fetchOne(
      db,
      sql:
        "SELECT body <> ? OR alter_id IS NOT ? OR room <> ? FROM rtc_message WHERE author = ? AND nonce = ?",
      arguments: [body, speaker.alter, room, speaker.account, nonce])
    guard isAnother == true else { return self }
    let said = [nonce, body, "\(speaker.alter ?? 0) in \(room)"].map { Sight.Part("", $0, wanted: $0) }
    return Draft(self, nonce: "form-\(Sight(said).mark)")
  }

  public struct Receipt: Sendable, Equatable {
    public let message: Int64
    public let seq: Int64
    /// The nonce was known: this is the message of then.
    public let isRepeat: Bool
  }

  /// Stores the message and its place in the log, inside the caller's write to sessions.db. Throws
  /// `Refusal.noRoom` if the room is gone.
  public func post(at now: Moment, _ db: Database) throws -> Receipt {
    if let known = try earlier(db) { return known }
    guard let seq = try Room.advance(room, db) else { throw Refusal.noRoom }
    try db.cachedStatement(
      sql: """
        INSERT INTO rtc_message
          (room, seq, author, alter_id, name, handle, pronouns, color, avatar, nonce, body, html, at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      room, seq, speaker.account, speaker.alter, speaker.name, speaker.handle, speaker.pronouns,
      speaker.color, speaker.picture, nonce, body, html, now,
    ])
    let message = db.lastInsertedRowID
    try RoomEvent.insert(.messageNew, room: room, seq: seq, message: message, at: now, db)
    return Receipt(message: message, seq: seq, isRepeat: false)
  }

  private func earlier(_ db: Database) throws -> Receipt? {
    try Receipt.earlier(by: speaker.account, nonce: nonce, db)
  }
}

extension Draft.Receipt {
  public var json: JSON { ["mid": .int(message), "seq": .int(seq), "dup": .bool(isRepeat)] }

  /// Of a message that has arrived before.
  public static func earlier(by account: Int64, nonce: String, _ db: Database) throws -> Draft.Receipt? {
    let statement = try db.cachedStatement(
      sql: "SELECT id, seq FROM rtc_message WHERE author = ? AND nonce = ?")
    return try Row.fetchOne(statement, arguments: [account, nonce]).map {
      Draft.Receipt(message: $0["id"], seq: $0["seq"], isRepeat: true)
    }
  }
}

extension String {
  /// Without blanks and empty lines around it.
  var trimmed: String {
    let isBlank = { (character: Character) in character.isWhitespace }
    return String(drop(while: isBlank).reversed().drop(while: isBlank).reversed())
  }
}
