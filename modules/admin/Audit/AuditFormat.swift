import Foundation
import Kit

/// The formats in which entries can be exported.
enum AuditFormat: String {
  case csv, json

  var type: String { self == .csv ? "text/csv; charset=utf-8" : "application/json" }

  var beginning: String {
    self == .csv ? AuditLine.names.joined(separator: ",") + "\r\n" : "["
  }

  func text(_ line: AuditLine, isFirst: Bool) -> String {
    switch self {
    case .csv: line.cells.map { Self.cell($0 ?? "") }.joined(separator: ",") + "\r\n"
    case .json: (isFirst ? "\n" : ",\n") + Self.object(line)
    }
  }

  var end: String { self == .csv ? "" : "\n]\n" }

  /// CSV (RFC 4180), in which no field is a formula to a spreadsheet: full-width signs are signs to some.
  private static func cell(_ text: String) -> String {
    let shown = text.spelledOut(keeping: ["\n"])
    let isFormula = text.unicodeScalars.first.map("=+-@\t\r\n＝＋－＠".unicodeScalars.contains) ?? false
    return "\"\(isFormula ? "'" : "")\(shown.replacing("\"", with: "\"\""))\""
  }

  private static func object(_ line: AuditLine) -> String {
    let pairs = zip(AuditLine.names, line.cells).map { name, cell in
      "\"\(name)\":\(cell.map(string) ?? "null")"
    }
    return "{\(pairs.joined(separator: ","))}"
  }

  /// Exact, and in a file that shows what it holds: whatever is not plain is escaped.
  private static func string(_ text: String) -> String {
    var json = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": json += "\\\(scalar)"
      case _ where scalar.isPlain: json.unicodeScalars.append(scalar)
      default:
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          json += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      }
    }
    return json + "\""
  }
}

extension AuditLine {
  fileprivate static let names = [
    "id", "at", "actor", "actor_name", "acting_as", "acting_as_name", "act", "target", "before", "after",
    "address", "request_id", "hash",
  ]

  /// In the order of `names`.
  fileprivate var cells: [String?] {
    [
      "\(id)", entry.at.iso, entry.actor.map { "\($0)" }, actorName, entry.actingAs.map { "\($0)" },
      actingAsName, entry.act, entry.target, entry.before, entry.after, entry.address, entry.requestId,
      hash.hex,
    ]
  }
}
