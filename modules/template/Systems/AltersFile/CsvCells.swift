import GRDB
import Kit

/// What stood in columns of alters.csv that are not ours, so that whoever leaves the file and comes back finds
/// their cells again.
enum CsvCells {
  static func all(_ db: Database) throws -> AltersFile.Cells {
    try Row.fetchAll(db, sql: "SELECT alter_slug, name, cell FROM template_csv_cell LIMIT 100000").reduce(
      into: [:]
    ) { $0[$1[0], default: [:]][$1[1]] = $1[2] }
  }

  static func keep(_ file: AltersFile, _ db: Database) throws {
    for row in file.rows {
      for (name, cell) in zip(file.otherColumns, row.others) {
        try db.cachedStatement(
          sql: """
            INSERT INTO template_csv_cell(alter_slug, name, cell) VALUES(?, ?, ?)
            ON CONFLICT DO UPDATE SET cell = excluded.cell
            """
        ).execute(arguments: [row.slug, name, cell])
      }
    }
  }
}
