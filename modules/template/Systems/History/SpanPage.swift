import GRDB
import Kit
import Templating

/// The page of one span: its times, the switch that began it, comments, and what was corrected.
struct SpanPage: Renderable {
  /// What somebody typed that could not be taken.
  struct Typed {
    var times: SpanForm?
    var time: String?
    var note: String?
    /// Of the form about the switch.
    var clocks: Zone?
    var saw: String?
    var comment = ""
    var refused: Refused?
  }

  let place: FrontPlace
  let typed: Typed
  let span: Span
  let alter: Alter
  let zone: Zone
  let began: SwitchLine?
  let comments: [SpanComment]
  let audit: [SpanAudit]
  let names: [Int64: String]
  let mentions: Mentions
  let now: Moment

  /// nil if there is no such span in this system.
  init?(_ id: Int64, _ place: FrontPlace, _ typed: Typed, now: Moment, _ db: Database) throws {
    guard let span = try Span.find(id, of: place.account, db),
      let alter = try Alter.named([span.alterId], db)[span.alterId]
    else { return nil }
    (self.place, self.typed, self.now, self.span, self.alter) = (place, typed, now, span, alter)
    zone = try Zone.of(place.account, db)
    began = try span.inSwitch.flatMap { try SwitchLine.find($0, of: place.account, db) }
    comments = try SpanComment.of(id, db)
    mentions = try Mentions(
      in: comments.map(\.body) + [span.status], of: place.account, for: .owner, db)
    audit = try SpanAudit.of(id, db)
    names = try Self.names(audit.compactMap(\.actor), db)
  }

  private static func names(_ accounts: [Int64], _ db: Database) throws -> [Int64: String] {
    let rows = try Row.fetchAll(
      db, sql: "SELECT id, name FROM person WHERE id IN (SELECT value FROM json_each(?))",
      arguments: ["[\(Set(accounts).map(String.init).joined(separator: ","))]"])
    return Dictionary(rows.map { ($0["id"], $0["name"]) }) { first, _ in first }
  }

  var value: Value {
    [
      "trail": place.historyTrail, "speaker": alter, "title": alter.name,
      "status": mentions.view(span.status),
      "from": zone.long(span.startedAt), "to": span.endedAt.map(zone.long),
      "length": span.length(until: now).text, "action": "\(place.base)/spans/\(span.id)",
      "fields": times.fields(times.clocks ?? zone, typed.refused, canBeOpen: true),
      "zone": (times.clocks ?? zone).name, "saw": times.saw,
      "refused": typed.refused?.sentence, "began": began.map(view),
      "comments": comments.map(view), "hasComments": !comments.isEmpty, "comment": typed.comment,
      "commentError": typed.refused?.field == "comment" ? typed.refused?.sentence : nil,
      "audit": audit.map(view), "hasAudit": !audit.isEmpty,
    ]
  }

  private var times: SpanForm { typed.times ?? SpanForm(span, zone) }

  private func view(_ began: SwitchLine) -> Value {
    let zone = typed.clocks ?? zone
    return [
      "zone": zone.name, "saw": typed.saw ?? began.sight(zone).mark,
      "action": "\(place.base)/switches/\(began.id)", "span": span.id,
      "fields": [
        SpanForm.field(
          "at", "When it was", typed.time ?? zone.field(began.at), "By the clocks of \(zone.words).",
          typed.refused, isRequired: true),
        SpanForm.field(
          "note", "Note", typed.note ?? began.note, "Only you see it.", typed.refused, isRequired: false,
          type: "text"),
      ],
    ]
  }

  private func view(_ comment: SpanComment) -> Value {
    ["id": comment.id, "time": comment.at.view(from: now), "body": mentions.view(comment.body)]
  }

  private func view(_ audit: SpanAudit) -> Value {
    [
      "act": audit.act.words, "time": audit.at.view(from: now),
      "actor": audit.actor.flatMap { names[$0] }, "before": audit.before.flatMap(words),
      "after": audit.after.flatMap(words),
    ]
  }

  /// A record of the log by this system's clocks.
  private func words(_ record: String) -> String? {
    guard let match = record.firstMatch(of: /"from":"([^"]+)","to":(?:"([^"]+)"|null)/),
      let from = Moment(iso: String(match.1))
    else { return nil }
    let to = match.2.flatMap { Moment(iso: String($0)) }
    return "\(zone.long(from)) – \(to.map(zone.long) ?? "still")"
  }
}

extension SpanAudit.Act {
  fileprivate var words: String {
    switch self {
    case .enter: "Entered afterwards"
    case .edit: "Corrected"
    case .trim: "Made way for another entry"
    case .split: "Made way for another entry in the middle"
    case .delete: "Deleted"
    case .move: "Moved with its switch"
    }
  }
}
