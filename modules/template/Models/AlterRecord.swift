import GRDB

/// What the audit log says about an alter: it names nobody, and gives away nothing that only the system knows.
extension Alter {
  private var shownTo: String { "seen by \(visibility.rawValue), front by \(frontVisibility.rawValue)" }

  /// Whatever else is different from before is told by its name alone.
  func record(since old: Alter) -> String {
    let changed = [
      name == old.name ? nil : "name", pronouns == old.pronouns ? nil : "pronouns",
      color == old.color ? nil : "color",
    ].compactMap(\.self)
    let lines = [shownTo, "kind: \(kind.rawValue)"]
    return (lines + changed.map { "another \($0)" }).joined(separator: "\n")
  }

  /// A line for each in the system.
  static func rosterRecord(_ db: Database) throws -> String {
    try roster(db).map { "alter:\($0.id) \($0.shownTo)" }.joined(separator: "\n")
  }
}
