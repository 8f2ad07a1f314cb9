import GRDB

/// Moves one row of an account's list a step up or down, in the table of groups or of fields.
struct PlaceSwap {
  enum Table: String { case groups = "template_group", fields = "template_field" }
  enum Step: String { case up, down }

  let table: Table

  /// Groups change places with those beside them in the same parent.
  func move(_ id: Int64, _ step: Step, among siblings: [Int64], _ db: Database) throws {
    guard let place = siblings.firstIndex(of: id) else { return }
    let other = step == .up ? place - 1 : place + 1
    guard siblings.indices.contains(other) else { return }
    var order = siblings
    order.swapAt(place, other)
    let positions = try Int.fetchAll(
      db,
      sql: """
        SELECT position FROM \(table.rawValue) WHERE id IN (SELECT value FROM json_each(?))
        ORDER BY position, id
        """, arguments: ["[\(siblings.map(String.init).joined(separator: ","))]"])
    // Equal positions, as an import may leave them, are told apart on the way.
    var least = Int.min
    for (id, position) in zip(order, positions) {
      least = max(position, least == Int.min ? position : least + 1)
      try db.execute(
        sql: "UPDATE \(table.rawValue) SET position = ? WHERE id = ?", arguments: [least, id])
    }
  }
}
