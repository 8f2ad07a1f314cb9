import GRDB
import Kit

/// Who speaks where nothing is said about it.
enum SpeakingMode: String, Sendable, CaseIterable {
  case off, front, latch, fixed

  var title: String {
    switch self {
    case .off: "Your account"
    case .front: "Whoever fronts"
    case .latch: "Whoever spoke last"
    case .fixed: "Always the same one"
    }
  }
}

/// What an account decided about speaking, as a row or two say it.
struct SpeakingSettings: Sendable, Equatable {
  enum Switching: String, Sendable, CaseIterable {
    case off, new, add

    var title: String {
      switch self {
      case .off: "Nothing"
      case .new: "They front alone"
      case .add: "They join the front"
      }
    }
  }

  struct Place: Sendable, Equatable {
    var mode = SpeakingMode.off
    /// With `fixed`.
    var alter: Int64?
  }

  var latchSeconds = standardLatch
  var isLatchOfBrowser = false
  var isExact = true
  var switching = Switching.off
  var places: [Space: Place] = [:]

  static let standardLatch = 6 * 3600

  subscript(space: Space) -> Place { places[space] ?? Place() }
}

extension SpeakingSettings {
  static let rows = """
    SELECT latch_seconds, is_latch_of_browser, is_exact, switching, space, mode, alter_id
    FROM template_speaking LEFT JOIN template_speaking_mode USING (account_id) WHERE account_id = ? LIMIT 20
    """

  static func of(_ account: Int64, _ db: Database) throws -> SpeakingSettings {
    var settings = SpeakingSettings()
    for row in try Row.fetchAll(db.cachedStatement(sql: rows), arguments: [account]) {
      (settings.latchSeconds, settings.isLatchOfBrowser, settings.isExact) = (row[0], row[1], row[2])
      settings.switching = Switching(rawValue: row[3]) ?? .off
      guard let space = Space(rawValue: row[4] ?? ""), let mode = SpeakingMode(rawValue: row[5] ?? "")
      else { continue }
      settings.places[space] = Place(mode: mode, alter: row[6])
    }
    return settings
  }

  func save(_ account: Int64, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT OR REPLACE INTO template_speaking
          (account_id, latch_seconds, is_latch_of_browser, is_exact, switching) VALUES (?, ?, ?, ?, ?)
        """, arguments: [account, latchSeconds, isLatchOfBrowser, isExact, switching.rawValue])
    for (space, place) in places {
      try db.execute(
        sql: """
          INSERT OR REPLACE INTO template_speaking_mode(account_id, space, mode, alter_id) VALUES (?, ?, ?, ?)
          """, arguments: [account, space.rawValue, place.mode.rawValue, place.alter])
    }
  }
}

extension SpeakingSettings {
  static func export(_ account: Int64, _ db: Database) throws -> [String] {
    try String.fetchAll(
      db,
      sql: """
        SELECT json_object('latchSeconds', latch_seconds, 'isLatchOfBrowser', is_latch_of_browser,
          'isExact', is_exact, 'switching', switching,
          'places', (SELECT json_group_array(json_object('space', space, 'mode', mode, 'alter', m.alter_id))
            FROM template_speaking_mode m WHERE m.account_id = s.account_id))
        FROM template_speaking s WHERE account_id = ?
        """, arguments: [account])
  }

  static func forget(_ account: Int64, _ db: Database) throws {
    for table in ["template_latch", "template_speaking_mode", "template_speaking"] {
      try db.execute(sql: "DELETE FROM \(table) WHERE account_id = ?", arguments: [account])
    }
  }
}

extension Systems {
  func speakingFiles(_ account: Int64, _ db: Database) throws -> [PersonalFile] {
    [
      PersonalFile("tags.json", json: try AlterTags.export(account, db)),
      PersonalFile("speaking.json", json: try SpeakingSettings.export(account, db)),
    ]
  }
}
