import Foundation
import Kit

extension AltersFile {
  /// Reads any of the three dialects: a first line with `alter,fronting`, one with `name,is_fronting`, or
  /// none and `seles;1`. Throws `AltersProblem` if the file as a whole makes no sense.
  init(
    _ bytes: [UInt8], houses: [String], hasFace: (_ alter: String) -> Bool = { _ in true }, now: Moment
  ) throws {
    let text = try Self.text(bytes)
    let separator: Character = Self.isSemicolons(text) ? ";" : ","
    let records: [Csv.Record]
    do {
      records = try Csv.read(text, separator: separator)
    } catch let error as Csv.Unreadable {
      throw AltersProblem(.quotes, line: error.line)
    }
    guard let first = records.first else { throw AltersProblem(.header) }
    let header = try Header(first, mayBeMissing: separator == ";")
    var reader = RowReader(header: header, reserved: Self.reserved.union(houses), now: now)
    for record in records.dropFirst(header.isMissing ? 0 : 1) { reader.take(record, hasFace) }
    guard reader.rows.count <= Self.mostRows else { throw AltersProblem(.rows) }
    self.init(rows: reader.rows, otherColumns: header.others.map(\.name), problems: reader.problems)
  }

  private static func text(_ bytes: [UInt8]) throws -> String {
    guard bytes.count <= mostBytes else { throw AltersProblem(.size) }
    let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    guard let text = String(validating: content, as: UTF8.self) else { throw AltersProblem(.encoding) }
    return text
  }

  private static func isSemicolons(_ text: String) -> Bool {
    let line = text.split(maxSplits: 1, whereSeparator: \.isNewline).first ?? ""
    return line.contains(";") && !line.contains(",")
  }
}

/// Where the columns of a file are.
private struct Header {
  var isMissing = false
  var places: [AltersFile.Column: Int] = [:]
  var others: [(name: String, place: Int)] = []
  let width: Int

  /// `name` is the alter's word where there is no column `alter`; `status` says who fronts where no other
  /// column does.
  init(_ record: Csv.Record, mayBeMissing: Bool) throws {
    width = record.fields.count
    let names = record.fields.map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
    guard names.contains("alter") || names.contains("name") else {
      guard mayBeMissing, width == 2 else { throw AltersProblem(.header, line: record.line) }
      (isMissing, places) = (true, [.alter: 0, .fronting: 1])
      return
    }
    guard Set(names).count == names.count else { throw AltersProblem(.twice, line: record.line) }
    let alter = names.contains("alter") ? "alter" : "name"
    let fronting = ["fronting", "is_fronting", "status"].first(where: names.contains)
    for (place, name) in names.enumerated() {
      if name == alter {
        places[.alter] = place
      } else if name == fronting {
        places[.fronting] = place
      } else if let column = AltersFile.Column(rawValue: name) {
        places[column] = place
      } else {
        others.append((record.fields[place], place))
      }
    }
    guard places[.fronting] != nil else { throw AltersProblem(.header, line: record.line) }
  }
}

/// Reads rows one by one, and collects what is wrong with them.
private struct RowReader {
  let header: Header
  let reserved: Set<String>
  let now: Moment
  var rows: [AltersFile.Row] = []
  var problems: [AltersProblem] = []

  mutating func take(_ record: Csv.Record, _ hasFace: (String) -> Bool) {
    guard record.fields.count == header.width else { return note(.columns, record) }
    let slug = cell(.alter, record)?.lowercased() ?? ""
    guard AltersFile.isSlug(slug) else { return note(.slug, record) }
    guard !reserved.contains(slug) else { return note(.reserved, record) }
    guard !rows.contains(where: { $0.slug == slug }) else { return note(.duplicate, record) }
    guard let isFronting = Self.truth(cell(.fronting, record) ?? "") else { return note(.fronting, record) }
    if isFronting, !hasFace(slug) { note(.noFolder, record) }
    var row = AltersFile.Row(slug: slug, isFronting: isFronting)
    row.others = header.others.map { record.fields[$0.place] }
    readPerson(&row, record)
    readFront(&row, record)
    rows.append(row)
  }

  private mutating func readPerson(_ row: inout AltersFile.Row, _ record: Csv.Record) {
    row.name = plain(.name, record, most: 100, .name).map { $0.isEmpty ? AltersFile.title(row.slug) : $0 }
    row.pronouns = plain(.pronouns, record, most: 100, .pronouns)
    row.color = read(.color, record, .color, otherwise: "") { $0.isEmpty ? "" : AltersFile.color($0) }
    row.visibility = visibility(.visibility, record)
    row.frontVisibility = visibility(.frontVisibility, record)
    row.kind = read(.kind, record, .kind, otherwise: .alter) {
      $0.isEmpty ? .alter : Alter.Kind(rawValue: $0.lowercased())
    }
  }

  private mutating func readFront(_ row: inout AltersFile.Row, _ record: Csv.Record) {
    let now = now
    row.status = plain(.status, record, most: 50, .status)
    row.position =
      read(.position, record, .position, otherwise: nil) { text in
        text.isEmpty ? .some(nil) : Int(text).flatMap { (1...99).contains($0) ? .some($0) : nil }
      } ?? nil
    row.since =
      read(.since, record, .since, otherwise: nil) { text in
        text.isEmpty ? .some(nil) : Moment(iso: text).flatMap { $0 <= now ? .some($0) : nil }
      } ?? nil
  }

  /// The cell of a column, nil if the file has no such column.
  private func cell(_ column: AltersFile.Column, _ record: Csv.Record) -> String? {
    header.places[column].map { record.fields[$0].trimmingCharacters(in: .whitespaces) }
  }

  /// What `parse` makes of a cell; a warning and the default where it makes nothing of it.
  private mutating func read<Thing>(
    _ column: AltersFile.Column, _ record: Csv.Record, _ code: AltersProblem.Code, otherwise: Thing,
    _ parse: (String) -> Thing?
  ) -> Thing? {
    guard let cell = cell(column, record) else { return nil }
    if let thing = parse(cell) { return thing }
    note(code, record)
    return otherwise
  }

  private mutating func plain(
    _ column: AltersFile.Column, _ record: Csv.Record, most: Int, _ code: AltersProblem.Code
  ) -> String? {
    read(column, record, code, otherwise: "") {
      AltersFile.isPlain($0, most: most) ? $0.precomposedStringWithCanonicalMapping : nil
    }
  }

  private mutating func visibility(_ column: AltersFile.Column, _ record: Csv.Record) -> Visibility? {
    read(column, record, .visibility, otherwise: .nobody) {
      $0.isEmpty ? .nobody : Visibility(rawValue: $0.lowercased())
    }
  }

  private mutating func note(_ code: AltersProblem.Code, _ record: Csv.Record) {
    problems.append(AltersProblem(code, line: record.line))
  }

  static func truth(_ text: String) -> Bool? {
    switch text.lowercased() {
    case "1", "true", "yes", "on": true
    case "0", "false", "no", "off": false
    default: nil
    }
  }
}
