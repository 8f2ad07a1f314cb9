import GRDB
import KitTesting

extension WalkedSite {
  /// A note that somebody left.
  func exampleNote(of person: Person) throws -> Int64? {
    try insert("INSERT INTO example_note(author, text, at) VALUES(?, 'Walk', 0) RETURNING id", [person.id])
  }
}
