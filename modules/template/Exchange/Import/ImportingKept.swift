import GRDB
import Kit

/// What has no place here yet.
extension Importing {
  mutating func putKept() throws {
    var known = try knownKept()
    for kept in file.kept + unknownFaces() {
      let key = KeptKey(app: kept.app, kind: kept.kind, id: kept.id)
      var text = kept.text(asSaid: isAsSaid)
      if let (id, json) = known[key] {
        if kept.kind == SwitchesToSpans.timesKind { text = try Self.union(json, text) }
        guard text != json else {
          report.count(.kept, .same)
          continue
        }
        // Twice in one file: the first one counts.
        guard id > 0 else { continue }
        plan.update(
          .kept, key: [id.databaseValue], from: [json.databaseValue], to: [text.databaseValue])
        known[key] = (id, text)
        report.count(.kept, .changed)
      } else {
        let id = plan.insert(
          .kept, ["json", "account_id", "app", "kind", "source_id"],
          [text.databaseValue, account.databaseValue] + [kept.app, kept.kind, kept.id].map(\.databaseValue))
        known[key] = (id, text)
        report.count(.kept, .new)
        noteKept(kept)
      }
      advance()
    }
  }

  /// What the site can't wear for somebody is kept, and stands in the next archive.
  private mutating func unknownFaces() -> [SystemFile.Kept] {
    let strangers = file.alters.filter { $0.face.map { !$0.isEmpty && !wishes.faces.contains($0) } ?? false }
    report.remarks.note(.kept, "faces that this site does not have", strangers.count)
    return strangers.map { member in
      SystemFile.Kept(
        app: SystemFile.App.rowhouse.rawValue, kind: RowhouseFile.faceKind,
        id: "\(member.key.app)/\(member.key.id)", json: JSONString.encode(member.face ?? ""))
    }
  }

  private struct KeptKey: Hashable { let app, kind, id: String }

  private func knownKept() throws -> [KeptKey: (id: Int64, json: String)] {
    try Row.fetchAll(
      db, sql: "SELECT id, app, kind, source_id, json FROM template_kept WHERE account_id = ?",
      arguments: [account]
    ).reduce(into: [:]) { known, row in
      known[KeptKey(app: row[1], kind: row[2], id: row[3])] = (row[0], row[4])
    }
  }

  /// An older file does not take away what a newer one knew.
  private static func union(_ old: String, _ new: String) throws -> String {
    var times = try SwitchTimes(JSON(Array(old.utf8)))
    times.rests.merge(try SwitchTimes(JSON(Array(new.utf8))).rests) { $1 }
    return times.json ?? new
  }

  private mutating func noteKept(_ kept: SystemFile.Kept) {
    let words = [
      "notes": "notes", "boardMessages": "messages on the board", "polls": "polls",
      "channels": "chat channels",
      "channelCategories": "chat channels", "chatMessages": "chat messages",
      "automatedReminders": "reminders", "repeatedReminders": "reminders",
      "privacyBuckets": "privacy buckets",
    ]
    if let word = words[kept.kind] { report.remarks.note(.kept, word) }
    if kept.json.contains("vatar") {
      report.remarks.note(.kept, "addresses of pictures, which are not fetched")
    }
  }
}
