import Kit
import Templating

/// A part of a time, as people read it.
enum Portion {
  /// In thousandths, so that a bar and its words are the same.
  static func permille(_ part: TimeLength, of whole: TimeLength) -> Int64 {
    whole.milliseconds > 0 ? (part.milliseconds * 1000 + whole.milliseconds / 2) / whole.milliseconds : 0
  }

  /// `37.5 %`; what is there at all is never nothing.
  static func text(_ part: TimeLength, of whole: TimeLength) -> String {
    let permille = permille(part, of: whole)
    if permille == 0, part.milliseconds > 0 { return "under 0.1 %" }
    return permille % 10 == 0 ? "\(permille / 10) %" : "\(permille / 10).\(permille % 10) %"
  }
}

/// A chart is drawn on a sheet of this width; a phone shows it in its own size.
private let width: Int64 = 320

/// Bars, each with its name and number above.
struct ShareChart: Renderable {
  private let rows: [Value]

  init(_ parts: [(name: String, isPerson: Bool, time: TimeLength)], of whole: TimeLength) {
    rows = parts.enumerated().map { place, part in
      [
        "name": shortened(part.name), "text": Portion.text(part.time, of: whole),
        "isQuiet": !part.isPerson, "label": 34 * place + 14, "y": 34 * place + 19,
        "width": "\(min(1000, Portion.permille(part.time, of: whole)) * width / 1000)",
      ]
    }
  }

  var value: Value { ["rows": rows, "height": max(1, rows.count) * 34, "width": "\(width)"] }
}

/// From the shortest to the longest session of each, with a mark at the average.
struct SessionChart: Renderable {
  private let rows: [Value]
  private let longest: TimeLength

  init(_ parts: [(name: String, share: FrontStatistics.Share)]) {
    let longest = parts.map(\.share.longest).max() ?? TimeLength(milliseconds: 0)
    self.longest = longest
    let x = { (time: TimeLength) in
      "\(longest.milliseconds > 0 ? 4 + time.milliseconds * (width - 8) / longest.milliseconds : 4)"
    }
    rows = parts.enumerated().map { place, part in
      [
        "name": shortened(part.name),
        "text": part.share.sessions == 1 ? "1 session" : "\(part.share.sessions) sessions",
        "label": 34 * place + 14, "y": 34 * place + 24, "top": 34 * place + 19, "bottom": 34 * place + 29,
        "from": x(part.share.shortest), "to": x(part.share.longest), "average": x(part.share.average),
      ]
    }
  }

  var value: Value {
    ["rows": rows, "height": max(1, rows.count) * 34, "width": "\(width)", "longest": longest.text]
  }
}

/// How much of each hour of the day somebody fronted.
struct HourChart: Renderable {
  private let name: String
  private let id: Int64
  private let bars: [Value]
  private let most: Int

  init(_ name: String, _ id: Int64, _ hours: HoursOfDay, of whole: HoursOfDay) {
    (self.name, self.id) = (name, id)
    let permilles = zip(hours.milliseconds, whole.milliseconds).map {
      Portion.permille(TimeLength(milliseconds: $0), of: TimeLength(milliseconds: $1))
    }
    most = permilles.indices.max { permilles[$0] < permilles[$1] } ?? 0
    bars = permilles.enumerated().map { hour, permille in
      let height = permille * 48 / 1000
      return ["x": "\(Int64(hour) * width / 24)", "y": "\(50 - height)", "height": "\(height)"]
    }
  }

  var value: Value {
    ["name": name, "id": id, "bars": bars, "most": Self.label(most), "width": "\(width)"]
  }

  /// `08:00`
  static func label(_ hour: Int) -> String { hour < 10 ? "0\(hour):00" : "\(hour):00" }
}

/// As much of a name as a row has room for; the table has all of it.
private func shortened(_ name: String) -> String { name.count > 26 ? "\(name.prefix(25))…" : name }
