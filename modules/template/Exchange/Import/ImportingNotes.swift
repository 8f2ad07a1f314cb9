import GRDB
import Kit

/// Notes on switches. One comes in with the first front of the file that it stands at.
extension Importing {
  /// Those of the file, and the switches that are here already.
  struct Notes {
    private let written: [SystemFile.Key: SystemFile.Note]
    private(set) var switches: [SystemFile.Key: Int64]

    init(of account: Int64, _ origin: Origin, _ notes: [SystemFile.Note], _ db: Database) throws {
      written = Dictionary(notes.map { ($0.key, $0) }) { first, _ in first }
      switches =
        try notes.isEmpty ? [:] : KnownRow.all(.note, of: account, origin: origin, db).mapValues(\.id)
    }

    subscript(key: SystemFile.Key) -> SystemFile.Note? { written[key] }

    mutating func learn(_ key: SystemFile.Key, _ id: Int64) { switches[key] = id }
  }

  /// The switch that a new front begins with; nil for most.
  mutating func put(_ key: SystemFile.Key?, _ notes: inout Notes) -> Int64? {
    guard let key, let note = notes[key] else { return nil }
    if let known = notes.switches[key] { return known }
    let id = plan.insert(
      .note, ImportSheet.note.columns + ["account_id", "source", "source_app", "source_id"],
      [note.at.databaseValue, note.text.databaseValue, account.databaseValue, "import".databaseValue]
        + [key.app, key.id].map(\.databaseValue))
    notes.learn(key, id)
    report.count(.notes, .new)
    return id
  }
}
