import GRDB
import Kit

/// What somebody else may see of an account's history: never more than of its front, for the system as a whole
/// and for each alter. This decides, in the query.
struct HistoryAudience {
  private let levels: [Visibility]

  init(_ onlooker: Onlooker) { levels = Visibility.allCases.filter(onlooker.sees) }

  /// True of an alter called `a` whose times they may see. Binds `:levels`.
  static let filter = """
    a.archived_at IS NULL AND a.visibility IN (SELECT value FROM json_each(:levels))
    AND a.front_visibility IN (SELECT value FROM json_each(:levels))
    AND EXISTS (SELECT 1 FROM template_account t WHERE t.account_id = a.account_id
      AND t.front_visibility IN (SELECT value FROM json_each(:levels))
      AND t.history_visibility IN (SELECT value FROM json_each(:levels)))
    """

  var binds: StatementArguments {
    ["levels": "[\(levels.map { "\"\($0.rawValue)\"" }.joined(separator: ","))]"]
  }

  /// Where there is nobody to see, there is no page.
  func seesAnybody(of account: Int64, _ db: Database) throws -> Bool {
    try Bool.fetchOne(
      db,
      sql: """
        SELECT EXISTS (SELECT 1 FROM template_alter a WHERE a.account_id = :account AND \(Self.filter))
        """, arguments: ["account": account] + binds) ?? false
  }
}

extension Onlooker {
  /// How somebody looks at an account's system. Who looks on in a person's name is not that person.
  init(_ viewer: Viewer, at account: Int64) {
    if viewer.account?.id == account, viewer.actedBy == nil {
      self = .system
    } else {
      self = viewer.can(TemplateModule.maySee) ? .member : .visitor
    }
  }
}
