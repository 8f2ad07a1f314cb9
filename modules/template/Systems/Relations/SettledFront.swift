import GRDB
import Kit

/// A front that has stood for ten seconds as one friend sees it, so that a slip of the finger tells nobody, and
/// whom they may not see neither hurries what they are told nor holds it back. `rowhouse-jobs` asks every
/// second; what changed back meanwhile has never been.
struct SettledFront {
  static let seconds = 10

  let account: Int64
  let reader: Int64
  /// Whom the reader sees fronting now.
  let alters: [Int64]

  /// Whether anything has to be followed: looking alone writes nothing.
  static func isAnyMoving(_ db: Database) throws -> Bool {
    let tellings = try Telling.Track.all(db)
    guard !tellings.isEmpty else { return false }
    let fronts = try fronts(db)
    return tellings.contains { !$0.track.isAtRest(at: fronts[$0.account] ?? []) }
  }

  /// Those that have settled by now, each once.
  static func take(at now: Moment, _ blocks: BlocksDoor, _ db: Database) throws -> [SettledFront] {
    let fronts = try fronts(db)
    return try Telling.Track.all(db).flatMap { account, track -> [SettledFront] in
      let front = fronts[account] ?? []
      guard !track.isAtRest(at: front) else { return [] }
      let settled = try settled(front, of: account, since: track.told, at: now, blocks, db)
      try track.following(front, at: now).save(account, db)
      return settled
    }
  }

  /// For each reader by the clock of what they see. Once the whole front is at rest, so is each part of it.
  private static func settled(
    _ front: [Int64], of account: Int64, since told: [Int64], at now: Moment, _ blocks: BlocksDoor,
    _ db: Database
  ) throws -> [SettledFront] {
    let circle = try Acquaintances.everybody(around: account, blocks, db)
    var seen: [Onlooker: (before: [Int64], now: [Int64])] = [:]
    return try readers(of: account, db).compactMap { reader in
      let onlooker = circle.onlooker(reader)
      let fronts =
        try seen[onlooker]
        ?? (SeenFront.ids(of: told, by: onlooker, db), SeenFront.ids(of: front, by: onlooker, db))
      seen[onlooker] = fronts
      let track =
        try Telling.Track.of(account, for: reader, db) ?? Telling.Track(told: fronts.before.sorted())
      let next = track.following(fronts.now.sorted(), at: now)
      if next != track { try next.save(account, for: reader, db) }
      guard next.told != track.told, !fronts.now.isEmpty else { return nil }
      return SettledFront(account: account, reader: reader, alters: fronts.now)
    }
  }

  private static func readers(of account: Int64, _ db: Database) throws -> [Int64] {
    try Int64.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT account_id FROM template_friend WHERE friend_id = ? AND hears ORDER BY account_id
          LIMIT \(Friend.most)
          """), arguments: [account])
  }

  /// Who fronts now, by account. The site's own system is its owner's.
  static func fronts(_ db: Database) throws -> [Int64: [Int64]] {
    try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT ifnull(a.account_id, (SELECT account_id FROM template_system WHERE id = 1)) AS owner, a.id
          FROM template_history s JOIN template_alter a ON a.id = s.alter_id
          WHERE s.ended_at IS NULL AND a.archived_at IS NULL AND owner IS NOT NULL
          ORDER BY s.position, s.id LIMIT 100000
          """)
    ).reduce(into: [:]) { $0[$1[0], default: []].append($1[1]) }
  }

  static func text(_ ids: [Int64]) -> String { ids.map(String.init).joined(separator: ",") }
  static func ids(_ text: String) -> [Int64] { text.split(separator: ",").compactMap { Int64($0) } }
}
