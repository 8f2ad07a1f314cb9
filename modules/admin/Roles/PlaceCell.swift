import GRDB
import Kit

/// What one place says about one role and one key: `member:forums.reply=no`.
struct PlaceCell: Hashable {
  enum Word: String, CaseIterable {
    /// The place says what holds everywhere.
    case usual
    case yes, no

    init(_ exception: Bool?) { self = exception.map { $0 ? .yes : .no } ?? .usual }

    var granted: Bool? { self == .usual ? nil : self == .yes }
  }

  let cell: MatrixCell
  let word: Word

  init(_ cell: MatrixCell, _ word: Word) {
    self.cell = cell
    self.word = word
  }

  init?(text: some StringProtocol) {
    let parts = text.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, let cell = MatrixCell(text: parts[0]), let word = Word(rawValue: String(parts[1]))
    else { return nil }
    self.init(cell, word)
  }

  var text: String { "\(cell.text)=\(word.rawValue)" }
}

extension PlaceCell {
  /// All exceptions, by role, key and place.
  static func all(_ db: Database) throws -> [Role: [String: [Scope: Bool]]] {
    let rows = try Row.fetchCursor(db, sql: "SELECT role, key, place, granted FROM admin_exception")
    var all: [Role: [String: [Scope: Bool]]] = [:]
    while let row = try rows.next() {
      guard let place = Scope(text: row["place"] as String) else { continue }
      all[Role(rawValue: row["role"]), default: [:]][row["key"], default: [:]][place] = row["granted"]
    }
    return all
  }

  /// The places that have exceptions.
  static func places(_ db: Database) throws -> [Scope] {
    try String.fetchAll(db, sql: "SELECT DISTINCT place FROM admin_exception ORDER BY place LIMIT 500")
      .compactMap { Scope(text: $0) }
  }

  /// What a place says about a cell.
  private static func word(on cell: MatrixCell, in place: Scope, _ db: Database) throws -> Word {
    Word(
      try Bool.fetchOne(
        db, sql: "SELECT granted FROM admin_exception WHERE place = ? AND role = ? AND key = ?",
        arguments: [place.text, cell.role.rawValue, cell.key]))
  }

  /// Stores the cell. Answers with what it was before; nil if it was the same.
  func set(in place: Scope, _ db: Database) throws -> Word? {
    let before = try Self.word(on: cell, in: place, db)
    guard before != word else { return nil }
    let key: StatementArguments = [place.text, cell.role.rawValue, cell.key]
    try db.execute(
      sql: "DELETE FROM admin_exception WHERE place = ? AND role = ? AND key = ?", arguments: key)
    if let granted = word.granted {
      try db.execute(
        sql: "INSERT INTO admin_exception (place, role, key, granted) VALUES (?, ?, ?, ?)",
        arguments: key + [granted])
    }
    return before
  }
}
