import Foundation

/// Where the columns of a file are.
struct AltersHeader {
  private(set) var isMissing = false
  private(set) var places: [AltersFile.Column: Int] = [:]
  private(set) var others: [(name: String, place: Int)] = []
  /// A second column that says who fronts. It has to say the same.
  private(set) var echo: Int?
  /// What stands behind so many cells stands in no column.
  let width: Int

  /// `name` is the alter's word where there is no column `alter`; `status` says who fronts where no other
  /// column does. Columns without a name in which nothing stands are what spreadsheets leave, and nothing.
  init(_ records: [Csv.Record], mayBeMissing: Bool) throws {
    guard let first = records.first else { throw AltersProblem(.header) }
    let names = Self.normal(first.fields)
    let columns = Self.columns(names, filled: Self.filled(records))
    width = (columns.last ?? -1) + 1
    guard Self.names(ours: first.fields) else {
      guard mayBeMissing, columns == [0, 1], !Self.says(names) else {
        throw AltersProblem(.header, line: first.line)
      }
      (isMissing, places) = (true, [.alter: 0, .fronting: 1])
      return
    }
    guard Set(columns.map { names[$0] }).count == columns.count else {
      throw AltersProblem(.twice, line: first.line)
    }
    for place in columns { note(names[place], first.fields[place], place, names) }
  }

  private mutating func note(_ name: String, _ written: String, _ place: Int, _ names: [String]) {
    let fronting = Self.frontingNames.first(where: names.contains)
    if name == (names.contains("alter") ? "alter" : "name") {
      places[.alter] = place
    } else if name == fronting {
      places[.fronting] = place
    } else if name == "is_fronting" {
      echo = place
    } else if let column = AltersFile.Column(rawValue: name) {
      places[column] = place
    } else {
      others.append((written, place))
    }
  }

  private static let frontingNames = ["fronting", "is_fronting", "status"]

  /// Whether a first line names the columns that a file needs.
  static func names(ours fields: [String]) -> Bool {
    let names = normal(fields)
    return says(names) && frontingNames.contains(where: names.contains)
  }

  /// Whether one of these names the alter, so that it is no alter itself.
  private static func says(_ names: [String]) -> Bool { names.contains("alter") || names.contains("name") }

  static func isBlank(_ cell: String) -> Bool { cell.allSatisfy(\.isWhitespace) }

  private static func normal(_ fields: [String]) -> [String] {
    fields.map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
  }

  private static func columns(_ names: [String], filled: Set<Int>) -> [Int] {
    names.indices.filter { !names[$0].isEmpty || filled.contains($0) }
  }

  private static func filled(_ records: [Csv.Record]) -> Set<Int> {
    records.reduce(into: []) { filled, record in
      for (place, cell) in record.fields.enumerated() where !isBlank(cell) { filled.insert(place) }
    }
  }
}
