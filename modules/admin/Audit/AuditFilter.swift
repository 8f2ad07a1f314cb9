import GRDB
import Kit

/// The entries that a reader wants, in the words of the form; an empty field is anything.
struct AuditFilter: Sendable {
  static let names = ["act", "actor", "target", "from", "to", "text"]

  private var values: [String: String] = [:]

  init() {}

  init(target: String) { values["target"] = target }

  init(_ value: (String) -> String?) {
    for name in Self.names { values[name] = value(name).flatMap { $0.isEmpty ? nil : $0 } }
  }

  subscript(name: String) -> String { values[name] ?? "" }

  var isEmpty: Bool { values.isEmpty }

  /// `act=module.&from=2026-11-01`
  var query: String {
    Self.names.compactMap { name in values[name].map { "\(name)=\(Percent.encode($0))" } }
      .joined(separator: "&")
  }
}

extension AuditFilter {
  typealias Conditions = (sql: [String], arguments: StatementArguments)

  /// Throws `Refusal` for what no entry can be compared with.
  func conditions(_ db: Database) throws -> Conditions {
    var conditions: Conditions = ([], [:])
    for (name, value) in values {
      let (sql, arguments) = try condition(name, value, db)
      conditions.sql.append(sql)
      conditions.arguments += arguments
    }
    // Days as they are written stand in the order of time.
    if let from = values["from"], let to = values["to"], from > to {
      throw Refusal("The first day comes after the last one.")
    }
    return conditions
  }

  /// Whether entries can be compared with it; the page says what of it they can't.
  func isSound(_ db: Database) throws -> Bool {
    do {
      _ = try conditions(db)
      return true
    } catch is Refusal { return false }
  }

  private func condition(
    _ name: String, _ value: String, _ db: Database
  ) throws -> (String, StatementArguments) {
    switch name {
    // A group or a kind ends with its separator, and what begins with it ends before the next character.
    case "act" where value.hasSuffix("."):
      ("act >= :act AND act < :actEnd", ["act": value, "actEnd": "\(value.dropLast())/"])
    case "act": ("act = :act", ["act": value])
    case "target" where value.hasSuffix(":"):
      ("target >= :target AND target < :targetEnd", ["target": value, "targetEnd": "\(value.dropLast());"])
    case "target": ("target = :target", ["target": value])
    case "actor": ("(actor = :actor OR acting_as = :actor)", ["actor": try Self.account(value, db)])
    case "from": ("at >= :from", ["from": try Self.day(value)])
    case "to": ("at < :to", ["to": try Self.day(value) + 86_400])
    default:
      (
        "(before LIKE :text ESCAPE '!' OR after LIKE :text ESCAPE '!' OR target LIKE :text ESCAPE '!' "
          + "OR address LIKE :text ESCAPE '!' OR request_id LIKE :text ESCAPE '!')",
        ["text": "%\(value.replacing(/[!%_]/) { "!\($0.output)" })%"]
      )
    }
  }

  /// By name, by an earlier one that is still kept, or as `user:12` or `#12`, which also find those who have gone.
  private static func account(_ text: String, _ db: Database) throws -> Int64 {
    if let match = text.wholeMatch(of: /(?:user:|#)(\d{1,18})/), let id = Int64(match.1) { return id }
    let name = String(text.trimmingPrefix("@"))
    guard let id = try User.named(name, db)?.id ?? TakenName.holder(ofEarlier: name, db) else {
      throw Refusal("There is no account named “\(text)”.")
    }
    return id
  }

  private static func day(_ text: String) throws -> Moment {
    guard let day = Moment(day: text) else { throw Refusal("A day is written like 2026-11-25.") }
    return day
  }
}
