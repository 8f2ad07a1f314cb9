import GRDB
import Kit
import Synchronization

/// Systems as those who speak, kept until something of them changes: to read five thousand and all their tags
/// takes longer than everything else that a message needs. What is read in a write that is rolled back has a number
/// that never comes again.
final class KnownSpeakers: Sendable {
  /// How many rows are kept in all; beyond it one begins anew.
  private static let most = 50_000

  private struct Kept {
    let revision: [Int64]
    let speakers: Speakers
  }

  private let kept = Mutex<(systems: [Int64: Kept], weight: Int)>(([:], 0))

  func of(_ account: Int64, isExact: Bool, _ db: Database) throws -> Speakers {
    let revision = try Self.revision(of: account, db)
    if let kept = kept.withLock({ $0.systems[account] }), kept.revision == revision,
      kept.speakers.isExact == isExact
    {
      return kept.speakers
    }
    let speakers = Speakers(try SpeakingAlter.all(of: account, db).map(\.alter), isExact: isExact)
    keep(Kept(revision: revision, speakers: speakers), of: account)
    return speakers
  }

  private func keep(_ new: Kept, of account: Int64) {
    kept.withLock { kept in
      kept.weight += new.speakers.weight - (kept.systems[account]?.speakers.weight ?? 0)
      kept.systems[account] = new
      guard kept.weight > Self.most else { return }
      kept = new.speakers.weight > Self.most ? ([:], 0) : ([account: new], new.speakers.weight)
    }
  }

  /// Other numbers after each change of who speaks and how, of the account's own and of the site's, which may be
  /// the account's.
  private static func revision(of account: Int64, _ db: Database) throws -> [Int64] {
    let sql = """
      SELECT ifnull((SELECT revision FROM template_roster WHERE account_id = ?), 0)
      UNION ALL SELECT ifnull((SELECT revision FROM template_roster WHERE account_id = 0), 0)
      """
    return try db.cachedStatement(sql: sql).all(account) { $0[0] as Int64 }
  }
}
