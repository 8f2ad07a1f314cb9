import GRDB
import Kit

/// Turns times at the front into PluralKit's list of switches, the oldest first: a sweep over all beginnings and
/// ends. Custom fronts are nobody there.
struct SpansToSwitches {
  private struct Part {
    let hid: String
    let position: Int
    let start: Moment
    let id: Int64
  }

  private var changes: [Moment: (begins: [Part], ends: [Int64])] = [:]
  private var idle: [Moment: [String]] = [:]
  private var times = SwitchTimes()

  init(_ account: Int64, _ hids: [Int64: String], _ kept: KeptRecords, _ db: Database) throws {
    let rows = try Row.fetchCursor(
      db,
      sql: "SELECT id, alter_id, position, started_at, ended_at FROM template_history WHERE account_id = ?",
      arguments: [account])
    while let row = try rows.next() {
      let end: Moment? = row[4]
      guard let hid = hids[row[1]], end != row[3] as Moment else { continue }
      let part = Part(hid: hid, position: row[2], start: row[3], id: row[0])
      changes[part.start, default: ([], [])].begins.append(part)
      if let end { changes[end, default: ([], [])].ends.append(part.id) }
    }
    if let json = kept[SwitchesToSpans.timesKind, ""] { times = SwitchTimes(json) }
    for (id, json) in kept.all(SwitchesToSpans.idleKind) {
      guard let at = Int64(id) else { continue }
      idle[Moment(milliseconds: at)] = json.items.compactMap(\.text)
    }
  }

  func switches() -> [PluralKitSwitch] {
    var (live, last, list): ([Part], [String], [PluralKitSwitch]) = ([], [], [])
    for at in Set(changes.keys).union(idle.keys).sorted() {
      let ended = Set(changes[at]?.ends ?? [])
      live.removeAll { ended.contains($0.id) }
      live += changes[at]?.begins ?? []
      live.sort { ($0.position, $0.start, $0.id) < ($1.position, $1.start, $1.id) }
      let members = Array(live.map(\.hid).uniqued.prefix(PluralKitExport.mostFronters))
      // One that changed nothing counts as long as what it says is still so.
      guard members != last || idle[at] == members else { continue }
      list.append(PluralKitSwitch(at: at, rest: times.rests[at] ?? "", members: members))
      last = members
    }
    return list
  }
}
