import GRDB

/// What the audit log says about an alter: it names nobody, and gives away nothing that only the system knows.
extension Alter {
  private var seenBy: String { "seen by \(shownTo.record), front by \(frontShownTo.record)" }

  /// Whatever else is different from before is told by its name alone.
  func record(since old: Alter) -> String {
    let changed = [
      name == old.name ? nil : "name", pronouns == old.pronouns ? nil : "pronouns",
      color == old.color ? nil : "color",
    ].compactMap(\.self)
    let lines = [seenBy, "kind: \(kind.rawValue)"]
    return (lines + changed.map { "another \($0)" }).joined(separator: "\n")
  }

  /// A line for each in the system.
  static func rosterRecord(_ db: Database) throws -> String {
    try roster(db).map { "alter:\($0.id) \($0.seenBy)" }.joined(separator: "\n")
  }
}

extension ShownTo {
  /// Lists by their ids: what they are called is their owner's alone.
  fileprivate var record: String {
    lists.isEmpty ? level.rawValue : "lists \(lists.sorted().map(String.init).joined(separator: ","))"
  }
}
