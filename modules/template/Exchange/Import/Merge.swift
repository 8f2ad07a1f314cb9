import GRDB
import TemplateSystems

/// What a row becomes when a file says something of it that is here already.
struct Merge {
  /// What the file says counts where the person has not changed it since the last import.
  private(set) var values: [DatabaseValue]
  /// Columns that stay as the person made them, though the file says otherwise.
  private(set) var yours: [String] = []
  /// Columns of a row that no import has touched, which become what the file says.
  private(set) var taken = 0

  init(_ row: KnownRow, _ file: [DatabaseValue], _ sheet: ImportSheet, asSaid: Bool) {
    values = row.values
    for (index, column) in sheet.columns.enumerated() where file[index] != row.values[index] {
      let isVisibility = column.hasSuffix("visibility")
      if isVisibility, !asSaid, Self.isWider(file[index], than: row.values[index]) { continue }
      guard let base = row.base, base.count == sheet.columns.count else {
        values[index] = file[index]
        taken += 1
        continue
      }
      if row.values[index] == base[index] { values[index] = file[index] } else { yours.append(column) }
    }
  }

  static func isWider(_ one: DatabaseValue, than other: DatabaseValue) -> Bool {
    visibility(one) < visibility(other)
  }

  private static func visibility(_ value: DatabaseValue) -> Visibility {
    String.fromDatabaseValue(value).flatMap(Visibility.init(rawValue:)) ?? .nobody
  }
}
