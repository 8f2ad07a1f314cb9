import GRDB
import Kit

/// A span as the history tells it.
struct HistoryLine: Sendable {
  let span: Span
  let alter: Alter
  /// The note of the switch that began it.
  let note: String
  let comments: Int
  /// Since when they had fronted without a gap, if not since this span began.
  var unbroken: Moment?
}

/// A piece of a history, the latest span first.
struct HistoryPage {
  /// Where a page goes on: behind this span.
  struct Place: Equatable {
    let startedAt: Moment
    let id: Int64

    init(_ span: Span) { (startedAt, id) = (span.startedAt, span.id) }

    /// Everything that began before a moment.
    init(before moment: Moment) { (startedAt, id) = (moment, 0) }

    /// `1790000000000-12`
    init?(_ text: String) {
      let parts = text.split(separator: "-").map { Int64($0) }
      guard parts.count == 2, let at = parts[0], let id = parts[1] else { return nil }
      (startedAt, self.id) = (Moment(milliseconds: at), id)
    }

    var text: String { "\(startedAt.milliseconds)-\(id)" }
  }

  static let length = 50

  private(set) var lines: [HistoryLine]
  let next: Place?

  var texts: [String] { lines.flatMap { [$0.span.status, $0.note] } }

  /// All that the system itself knows.
  static func own(of account: Int64?, before place: Place?, _ db: Database) throws -> HistoryPage {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT \(Span.columns), ifnull(w.note, '') AS note,
          (SELECT count(*) FROM template_span_comment c WHERE c.span_id = s.id) AS comments
        FROM template_history s LEFT JOIN template_switch w ON w.id = s.in_switch
        WHERE s.account_id IS :account AND (s.started_at, s.id) < (:at, :id)
        ORDER BY s.started_at DESC, s.id DESC LIMIT \(length + 1)
        """, arguments: binds(account, place))
    return try HistoryPage(rows, db).joined(of: account, db)
  }

  /// With what the front says of each: how long it has gone on, however often it was cut.
  private func joined(of account: Int64?, _ db: Database) throws -> HistoryPage {
    var page = self
    page.lines = try lines.map { line in
      var line = line
      let began = line.span.startedAt
      let first = try Span.unbroken(since: began, line.alter.id, of: account, db)
      line.unbroken = first < began ? first : nil
      return line
    }
    return page
  }

  /// What somebody else may see of an account's; without notes and comments, which are for the system. What
  /// goes on without a gap is one line: where it was cut, somebody moved whom they may not see.
  static func shown(
    to onlooker: Onlooker, of account: Int64, before place: Place?, _ db: Database
  ) throws -> HistoryPage {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT s.id, s.alter_id, s.position, s.status, s.started_at, \(runEnd) AS ended_at, s.in_switch,
          s.out_switch, '' AS note, 0 AS comments
        FROM template_history s JOIN template_alter a ON a.id = s.alter_id
        WHERE s.account_id IS :account AND (s.started_at, s.id) < (:at, :id) AND \(shownFilter)
          AND NOT EXISTS (SELECT 1 FROM template_history p
            WHERE p.account_id IS :account AND p.ended_at = s.started_at AND p.started_at < s.started_at
              AND +p.alter_id = s.alter_id AND p.status = s.status)
        ORDER BY s.started_at DESC, s.id DESC LIMIT \(length + 1)
        """, arguments: binds(account, place) + onlooker.binds)
    return try HistoryPage(rows, db)
  }

  /// When what began with a span ended, however often it was cut; nothing if it lasts.
  private static let runEnd = """
    (WITH RECURSIVE run(ended_at) AS (
      SELECT s.ended_at
      UNION
      SELECT n.ended_at FROM run JOIN template_history n
        ON n.alter_id = s.alter_id AND n.started_at = run.ended_at AND n.status = s.status
      LIMIT 10000)
    SELECT iif(count(*) > count(ended_at), NULL, max(ended_at)) FROM run)
    """

  /// Where there is nobody to see, there is no page.
  static func isShown(to onlooker: Onlooker, of account: Int64, _ db: Database) throws -> Bool {
    try Bool.fetchOne(
      db,
      sql: "SELECT EXISTS (SELECT 1 FROM template_alter a WHERE a.account_id = :account AND \(shownFilter))",
      arguments: ["account": account] + onlooker.binds) ?? false
  }

  private static let shownFilter = "a.archived_at IS NULL AND \(Onlooker.historyFilter)"

  private static func binds(_ account: Int64?, _ place: Place?) -> StatementArguments {
    ["account": account, "at": place?.startedAt.milliseconds ?? .max, "id": place?.id ?? .max]
  }

  private init(_ rows: [Row], _ db: Database) throws {
    let alters = try Alter.named(rows.map { $0["alter_id"] }, db)
    let found = rows.compactMap { row -> HistoryLine? in
      let span = Span(row)
      return alters[span.alterId].map {
        HistoryLine(span: span, alter: $0, note: row["note"], comments: row["comments"])
      }
    }
    lines = Array(found.prefix(Self.length))
    next = found.count > Self.length ? lines.last.map { Place($0.span) } : nil
  }
}

extension Alter {
  /// Those with these ids, also who was archived: history names them.
  static func named(_ ids: [Int64], _ db: Database) throws -> [Int64: Alter] {
    let list = "[\(Set(ids).map(String.init).joined(separator: ","))]"
    let alters = try Row.fetchAll(
      db, sql: "SELECT \(columns) FROM template_alter WHERE id IN (SELECT value FROM json_each(?))",
      arguments: [list]
    ).map(Alter.init)
    return Dictionary(alters.map { ($0.id, $0) }) { first, _ in first }
  }
}
