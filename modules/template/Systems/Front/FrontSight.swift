import GRDB
import Kit

/// What a page about a front shows of it: who fronts, and by which switch.
struct FrontSight {
  private let names: String
  private let marks: String

  init(_ account: Int64?, _ db: Database) throws {
    let fronters = try Front.current(of: account, db).fronters
    names = Self.told(fronters.map(\.alter.name))
    let ids = fronters.map { String($0.alter.id) }
    marks = (ids + ["by \(try Switch.latest(of: account, db))"]).joined(separator: " ")
  }

  var mark: String { sight(wanting: names).mark }

  /// Throws `Overtaken` where a switch that was not seen would be undone by this one. Who joins or steps back
  /// undoes nobody's.
  func check(_ change: FrontChange, _ form: Form, of account: Int64?, back: String, _ db: Database) throws {
    guard case .set(let ids) = change else { return }
    let named = try Alter.named(ids, db)
    try sight(wanting: Self.told(ids.compactMap { named[$0]?.name })).check(form, back: back)
  }

  func checkUndo(_ form: Form, back: String) throws {
    try sight(wanting: "The last switch is taken back").check(form, back: back)
  }

  private func sight(wanting wanted: String) -> Sight {
    Sight([.init("Who fronts", names, wanted: wanted), .init("The switch", marks, wanted: marks)])
  }

  private static func told(_ names: [String]) -> String {
    names.isEmpty ? "Nobody" : names.joined(separator: ", ")
  }
}

extension Switch {
  /// The last one that stands; 0 where there is none.
  static func latest(of account: Int64?, _ db: Database) throws -> Int64 {
    try Int64.fetchOne(
      db, sql: "SELECT max(id) FROM template_switch WHERE account_id IS ? AND undone_at IS NULL",
      arguments: [account]) ?? 0
  }
}
