import GRDB
import Kit

/// Takes away what an import left that was broken off before anybody saw it.
struct ImportSweep {
  let house: House
  let importId: Int64

  func run() throws {
    while try house.write({ db in try sweep(db) }) {}
  }

  /// True if there is more.
  private func sweep(_ db: Database) throws -> Bool {
    let turn = ShortTurn()
    for sheet in ImportSheet.all.reversed() {
      while let change = try ImportChange.last(of: importId, sheet, db) {
        try db.cachedStatement(sql: sheet.delete).execute(arguments: [change])
        try ImportChange.forget(change, db)
        if turn.isOver { return true }
      }
    }
    try ImportRecord.set(.none, of: importId, db)
    return false
  }
}
