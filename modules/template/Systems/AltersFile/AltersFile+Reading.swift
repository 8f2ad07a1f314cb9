import Foundation
import Kit

extension AltersFile {
  /// Reads any of the three dialects: a first line with `alter,fronting`, one with `name,is_fronting`, or
  /// none and `seles;1`. Throws `AltersProblem` if the file as a whole makes no sense.
  init(
    _ bytes: [UInt8], houses: [String], hasFace: (_ alter: String) -> Bool = { _ in true }, now: Moment
  ) throws {
    guard bytes.count <= Self.mostBytes else { throw AltersProblem(.size) }
    let table = try Table(try SavedText.read(bytes))
    let header = try AltersHeader(table.records, mayBeMissing: table.separator == ";")
    var reader = AltersRows(header: header, reserved: Self.reserved.union(houses), now: now)
    for record in header.isMissing ? table.records[...] : table.records.dropFirst() {
      reader.take(record, hasFace)
    }
    guard reader.rows.count <= Self.mostRows else { throw AltersProblem(.rows) }
    self.init(rows: reader.rows, otherColumns: header.others.map(\.name), problems: reader.problems)
  }
}

/// The rows that say something, and what parts their cells.
private struct Table {
  let separator: Character
  let records: [Csv.Record]

  init(_ text: String) throws {
    let lines = text.split(maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let named = lines.first.flatMap { Self.named($0) }
    let rest = named == nil ? text[...] : lines.dropFirst().first ?? ""
    separator = named ?? Self.separator(of: rest)
    do {
      records = try Csv.read(String(rest), separator: separator, from: named == nil ? 1 : 2).filter {
        !$0.fields.allSatisfy(AltersHeader.isBlank)
      }
    } catch let error as Csv.Unreadable {
      throw AltersProblem(.quotes, line: error.line)
    }
  }

  /// `sep=;`, which spreadsheets read and write before the first line.
  private static func named(_ line: Substring) -> Character? {
    let plain = line.lowercased().filter { $0 != "\"" && $0 != " " }
    guard plain.hasPrefix("sep="), plain.count == 5 else { return nil }
    return plain.last.flatMap { ",;\t|".contains($0) ? $0 : nil }
  }

  /// The one by which the first line names our columns.
  private static func separator(of text: Substring) -> Character {
    let line = String(text.split(maxSplits: 1, whereSeparator: \.isNewline).first ?? "")
    let fitting = [",", ";", "\t"].first { (separator: Character) in
      (try? Csv.read(line, separator: separator).first).map { AltersHeader.names(ours: $0.fields) } ?? false
    }
    return fitting ?? (line.contains(";") && !line.contains(",") ? ";" : ",")
  }
}
