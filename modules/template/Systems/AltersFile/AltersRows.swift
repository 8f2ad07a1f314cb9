import Foundation
import Kit

/// Reads rows one by one, and collects what is wrong with them. A cell that can't be read says nothing: it never
/// stands for an empty one.
struct AltersRows {
  let header: AltersHeader
  let reserved: Set<String>
  let now: Moment
  private(set) var rows: [AltersFile.Row] = []
  private(set) var problems: [AltersProblem] = []
  private var slugs: Set<String> = []

  init(header: AltersHeader, reserved: Set<String>, now: Moment) {
    (self.header, self.reserved, self.now) = (header, reserved, now)
  }

  mutating func take(_ record: Csv.Record, _ hasFace: (String) -> Bool) {
    guard fits(record) else { return note(.columns, record) }
    let slug = cell(.alter, record)?.lowercased() ?? ""
    guard Slug.isOne(slug) else { return note(.slug, record) }
    guard !reserved.contains(slug) else { return note(.reserved, record) }
    guard slugs.insert(slug).inserted else { return note(.duplicate, record) }
    guard let isFronting = TruthWord.read(cell(.fronting, record) ?? "") else {
      return note(.fronting, record)
    }
    if contradicts(isFronting, record) { note(.contradiction, record) }
    if isFronting, !hasFace(slug) { note(.noFolder, record) }
    var row = AltersFile.Row(slug: slug, isFronting: isFronting)
    row.others = header.others.map { record.fields[$0.place] }
    readPerson(&row, record)
    readFront(&row, record)
    rows.append(row)
  }

  private func fits(_ record: Csv.Record) -> Bool {
    record.fields.count >= header.width
      && record.fields.dropFirst(header.width).allSatisfy(AltersHeader.isBlank)
  }

  private func contradicts(_ isFronting: Bool, _ record: Csv.Record) -> Bool {
    guard let echo = header.echo.map({ Self.trimmed(record.fields[$0]) }), !echo.isEmpty else { return false }
    return TruthWord.read(echo) != isFronting
  }

  private mutating func readPerson(_ row: inout AltersFile.Row, _ record: Csv.Record) {
    row.name = plain(.name, record, most: 100, .name).map { $0.isEmpty ? Slug.title(row.slug) : $0 }
    row.pronouns = plain(.pronouns, record, most: 100, .pronouns)
    row.color = read(.color, record, .color) { $0.isEmpty ? "" : AltersFile.color($0) }
    row.visibility = visibility(.visibility, record)
    row.frontVisibility = visibility(.frontVisibility, record)
    row.kind = read(.kind, record, .kind) { $0.isEmpty ? .alter : Alter.Kind(rawValue: $0.lowercased()) }
  }

  private mutating func readFront(_ row: inout AltersFile.Row, _ record: Csv.Record) {
    row.status = plain(.status, record, most: 50, .status)
    row.position =
      read(.position, record, .position) { $0.isEmpty ? .some(nil) : Self.position($0).map(Optional.some) }
      ?? nil
    let since =
      read(.since, record, .since) { $0.isEmpty ? .some(nil) : Moment(iso: $0).map(Optional.some) } ?? nil
    if let since, since > now { note(.future, record, .since) } else { row.since = since }
  }

  private static func position(_ text: String) -> Int? {
    Int(text.hasSuffix(".0") ? text.dropLast(2) : text[...]).flatMap { (1...99).contains($0) ? $0 : nil }
  }

  /// The cell of a column, nil if the file has no such column.
  private func cell(_ column: AltersFile.Column, _ record: Csv.Record) -> String? {
    header.places[column].map { Self.trimmed(record.fields[$0]) }
  }

  private static func trimmed(_ cell: String) -> String { cell.trimmingCharacters(in: .whitespaces) }

  /// What `parse` makes of a cell; nil where the file has none, or one that can't be read.
  private mutating func read<Thing>(
    _ column: AltersFile.Column, _ record: Csv.Record, _ code: AltersProblem.Code,
    _ parse: (String) -> Thing?
  ) -> Thing? {
    guard let cell = cell(column, record) else { return nil }
    if let thing = parse(cell) { return thing }
    note(code, record, column)
    return nil
  }

  private mutating func plain(
    _ column: AltersFile.Column, _ record: Csv.Record, most: Int, _ code: AltersProblem.Code
  ) -> String? {
    read(column, record, code) {
      AltersFile.isPlain($0, most: most) ? $0.precomposedStringWithCanonicalMapping : nil
    }
  }

  private mutating func visibility(_ column: AltersFile.Column, _ record: Csv.Record) -> Visibility? {
    read(column, record, .visibility) { $0.isEmpty ? .nobody : Visibility(rawValue: $0.lowercased()) }
  }

  private mutating func note(
    _ code: AltersProblem.Code, _ record: Csv.Record, _ column: AltersFile.Column? = nil
  ) {
    let place = column.flatMap { header.places[$0] }
    problems.append(AltersProblem(code, line: record.line, column: place.map { $0 + 1 }))
  }
}
