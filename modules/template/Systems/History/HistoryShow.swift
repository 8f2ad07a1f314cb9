import GRDB
import HTTPTypes
import Kit
import Templating

extension Systems {
  /// GET …/front/history: when who fronted, day by day.
  func historyShow(_ request: Request, _ place: FrontPlace) throws -> Response {
    let (page, mentions, zone) = try house.read { db in
      let zone = try Zone.of(place.account, db)
      let page = try HistoryPage.own(of: place.account, before: Self.start(request, zone), db)
      return (page, try Mentions(in: page.texts, of: place.account, for: .owner, db), zone)
    }
    let days = HistoryDays(page, mentions, zone, now: request.now, base: place.base)
    let view: Value = [
      "base": place.base, "trail": place.trail, "days": days.value, "hasDays": !page.lines.isEmpty,
      "earlier": page.next.map { "\(place.base)/history?before=\($0.text)" },
      "later": request.query["before"] ?? request.query["day"] == nil ? nil : "\(place.base)/history",
      "zone": zone.words, "day": request.query["day"] ?? "", "zoneField": Self.zoneField(zone.name, nil),
    ]
    return try house.page("template/history", view, request)
  }

  /// Where a page begins: behind a span, or with a day.
  static func start(_ request: Request, _ zone: Zone) -> HistoryPage.Place? {
    if let text = request.query["before"] { return HistoryPage.Place(text) }
    return request.query["day"].flatMap { zone.end(ofDay: $0) }.map { HistoryPage.Place(before: $0) }
  }

  /// POST …/front/zone: by whose clocks days and hours are told.
  func zoneSave(_ request: Request, _ place: FrontPlace) throws -> Response {
    let name = try request.form()["zone"]
    guard let zone = Zone(name) else {
      throw Fault.invalid(Zone.unknown)
    }
    try house.write { try zone.keep(for: place.account, $0) }
    return .seeOther("\(place.base)/history").flash(.good, "Days and hours are told in \(zone.words).")
  }

  static func zoneField(_ text: String, _ error: String?) -> Value {
    [
      "name": "zone", "label": "Time zone", "type": "text", "value": text, "required": true,
      "autocomplete": "off", "error": error,
      "hint": "By its name, like Europe/Berlin or America/Chicago, or as +02:00.",
    ]
  }
}

/// The lines of a page under the days on which they began.
struct HistoryDays: Renderable {
  private let days: [(day: String, lines: [Value])]

  /// `base` leads to the page of each line; nil where there is none.
  init(
    _ page: HistoryPage, _ mentions: Mentions, _ zone: Zone, now: Moment, base: String?,
    speaker: (Alter) -> any Renderable = { $0 }
  ) {
    var days: [(day: String, lines: [Value])] = []
    for line in page.lines {
      let day = zone.day(line.span.startedAt)
      if days.last?.day != day { days.append((day, [])) }
      days[days.count - 1].lines.append(
        Self.view(line, mentions, zone, now, base, speaker(line.alter)))
    }
    self.days = days
  }

  var value: Value { .list(days.map { ["day": $0.day, "lines": $0.lines] }) }

  private static func view(
    _ line: HistoryLine, _ mentions: Mentions, _ zone: Zone, _ now: Moment, _ base: String?,
    _ speaker: any Renderable
  ) -> Value {
    let span = line.span
    return [
      "speaker": speaker, "isStatus": !line.alter.isPerson, "status": mentions.view(span.status),
      "from": zone.clock(span.startedAt), "fromIso": span.startedAt.iso,
      "to": span.endedAt.map { zone.end($0, after: span.startedAt) }, "toIso": span.endedAt?.iso,
      "length": span.length(until: now).text,
      "whole": line.unbroken.map { span.length(from: $0, until: now).text },
      "note": mentions.view(line.note),
      "comments": line.comments == 0 ? nil : line.comments == 1 ? "1 comment" : "\(line.comments) comments",
      "href": base.map { "\($0)/spans/\(span.id)" },
    ]
  }
}

extension Zone {
  /// The time of day, and the day if it is another one.
  package func end(_ end: Moment, after start: Moment) -> String {
    day(end) == day(start) ? clock(end) : "\(clock(end)) on \(day(end))"
  }

  /// `23 November 2026, 08:00`
  func long(_ moment: Moment) -> String { "\(day(moment)), \(clock(moment))" }
}
