import Foundation
import Templating

/// What an import would do or did: numbers, and reasons in words. Nothing out of the file stands in it but the
/// names of those who were on a list and can't be.
struct ImportReport: Sendable, Equatable {
  enum Part: String, Sendable, CaseIterable {
    case alters, fields, groups, fronts, notes, comments, pictures, lists, kept

    var title: String {
      switch self {
      case .alters: "Members and custom fronts"
      case .fields: "Fields of your own"
      case .groups: "Groups"
      case .fronts: "Times at the front"
      case .notes: "Notes on switches"
      case .comments: "Comments on fronts"
      case .pictures: "Pictures"
      case .lists: "Lists of people"
      case .kept: "Records kept aside"
      }
    }
  }

  enum Outcome: String, Sendable, CaseIterable { case new, changed, same }

  private(set) var counts: [Part: [Outcome: Int]] = [:]
  var remarks = Remarks()
  /// How much the file says that everyone may see.
  var saidPublic = 0
  /// Lists of the file, or privacy buckets, of which lists can be made.
  var buckets = 0
  /// What the file has that an earlier import brought and the person deleted here since.
  var deleted = 0

  mutating func count(_ part: Part, _ outcome: Outcome, _ number: Int = 1) {
    guard number > 0 else { return }
    counts[part, default: [:]][outcome, default: 0] += number
  }

  func number(_ part: Part, _ outcome: Outcome) -> Int { counts[part]?[outcome] ?? 0 }

  var changesNothing: Bool {
    Part.allCases.allSatisfy { number($0, .new) == 0 && number($0, .changed) == 0 }
  }

  /// A sentence a line, for a terminal and for pages.
  var lines: [String] {
    let parts = Part.allCases.compactMap { part -> String? in
      guard let counts = counts[part] else { return nil }
      let words = Outcome.allCases.compactMap { outcome in counts[outcome].map { "\($0) \(outcome.rawValue)" }
      }
      return "\(part.title): \(words.joined(separator: ", "))"
    }
    return parts + remarks.lines.map(\.words)
  }
}

extension ImportReport {
  /// As it stands in the database.
  var json: String {
    var object = JSONObject()
    for part in Part.allCases where counts[part] != nil {
      var numbers = JSONObject()
      for outcome in Outcome.allCases { numbers.add(outcome.rawValue, Int64(number(part, outcome))) }
      object.add(part.rawValue, raw: numbers.text)
    }
    object.add("saidPublic", Int64(saidPublic))
    object.add("buckets", Int64(buckets))
    object.add("deleted", Int64(deleted))
    object.add(
      "remarks",
      list: remarks.lines.map { line in
        var record = JSONObject()
        record.add("kind", line.kind.rawValue)
        record.add("reason", line.reason)
        record.add("count", Int64(line.count))
        record.add("places", list: line.places.map(JSONString.encode))
        return record.text
      })
    return object.text
  }

  /// Reads what `json` wrote; empty for anything else.
  init(_ text: String) {
    guard let json = try? JSON(Array(text.utf8)) else { return }  // an empty report shows as one
    for part in Part.allCases {
      for outcome in Outcome.allCases {
        count(part, outcome, Self.number(json[part.rawValue]?[outcome.rawValue]))
      }
    }
    (saidPublic, buckets) = (Self.number(json["saidPublic"]), Self.number(json["buckets"]))
    deleted = Self.number(json["deleted"])
    for line in json["remarks"]?.items ?? [] {
      guard let kind = line["kind"]?.text.flatMap(Remarks.Kind.init), let reason = line["reason"]?.text else {
        continue
      }
      remarks.put(kind, reason, Self.number(line["count"]), line["places"]?.items.compactMap(\.text) ?? [])
    }
  }

  private static func number(_ json: JSON?) -> Int { Int(clamping: json?.integer ?? 0) }
}

extension ImportReport: Renderable {
  var value: Value {
    let parts = Part.allCases.filter { counts[$0] != nil }.map { part -> Value in
      [
        "title": part.title, "new": "\(number(part, .new))", "changed": "\(number(part, .changed))",
        "same": "\(number(part, .same))",
      ]
    }
    let remarks = Remarks.Kind.allCases.compactMap { kind -> Value? in
      let lines = self.remarks.lines.filter { $0.kind == kind }
      guard !lines.isEmpty else { return nil }
      return [
        "title": kind.sentence,
        "lines": lines.map {
          ["count": "\($0.count)", "reason": $0.reason, "places": $0.whereabouts] as Value
        },
      ]
    }
    return [
      "parts": parts, "hasParts": !parts.isEmpty, "remarks": remarks, "isNothingNew": changesNothing,
      "buckets": buckets > 0 ? Value("\(buckets)") : Value.null,
      "deleted": deleted > 0 ? Value("\(deleted)") : Value.null,
      "saidPublic": saidPublic > 0 ? Value("\(saidPublic)") : Value.null,
    ]
  }
}
