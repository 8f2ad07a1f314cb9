import Kit

/// One moment of PluralKit's history: from then on exactly these front, in this order.
struct PluralKitSwitch: Sendable, Equatable {
  let at: Moment
  /// The digits of its time behind the milliseconds.
  var rest = ""
  let members: [String]
}

/// A list of switches says who fronts from each moment on; ours says from when to when each one fronted.
struct SwitchesToSpans {
  private let switches: [PluralKitSwitch]
  private var remarks = Remarks()

  init(_ switches: [PluralKitSwitch]) {
    let sorted = switches.sorted { ($0.at, $0.rest) < ($1.at, $1.rest) }
    var merged: [PluralKitSwitch] = []
    for change in sorted {
      guard let last = merged.last, last.at == change.at else {
        merged.append(change)
        continue
      }
      // We count in milliseconds: who fronts at the end of one is who fronted in it.
      let isTwin = last.rest == change.rest
      remarks.note(
        isTwin ? .dropped : .mended,
        isTwin ? "switches at the very same time as another" : "switches within one millisecond became one")
      if !isTwin { merged[merged.count - 1] = change }
    }
    self.switches = merged
  }

  func fill(_ file: inout SystemFile) {
    file.remarks.add(remarks)
    var front = Front()
    for change in switches {
      if change.members == front.order { keepIdle(change, &file) }
      file.spans += front.follow(change, file)
    }
    file.spans += front.rest(file)
    keepTimes(&file)
  }

  /// Those who go on are one span; those who come, or whose place changes, begin one.
  private struct Front {
    var order: [String] = []
    private var open: [String: (since: Moment, position: Int)] = [:]

    mutating func follow(_ change: PluralKitSwitch, _ file: SystemFile) -> [SystemFile.Span] {
      var (position, next): (Int, [String: (since: Moment, position: Int)]) = (0, [:])
      for member in change.members {
        if let span = open[member], span.position > position {
          position = span.position
          next[member] = span
        } else {
          position += 1
          next[member] = (change.at, position)
        }
      }
      let ended = order.filter {
        next[$0]?.since != open[$0]?.since || next[$0]?.position != open[$0]?.position
      }
      let spans = ended.compactMap { span($0, until: change.at, file) }
      (open, order) = (next, change.members)
      return spans
    }

    func rest(_ file: SystemFile) -> [SystemFile.Span] { order.compactMap { span($0, until: nil, file) } }

    private func span(_ member: String, until end: Moment?, _ file: SystemFile) -> SystemFile.Span? {
      guard let (since, position) = open[member] else { return nil }
      return SystemFile.Span(
        key: file.key("\(member)@\(since.milliseconds)"), member: file.key(member), position: position,
        start: since, end: end)
    }
  }

  /// One after which everything is as it was: spans can't say it.
  private func keepIdle(_ change: PluralKitSwitch, _ file: inout SystemFile) {
    let members = change.members.map(JSONString.encode).joined(separator: ",")
    file.kept.append(
      SystemFile.Kept(
        app: file.app.rawValue, kind: Self.idleKind, id: "\(change.at.milliseconds)", json: "[\(members)]"))
  }

  /// PluralKit counts finer than we do, and knows a switch again by its exact time.
  private func keepTimes(_ file: inout SystemFile) {
    var times = SwitchTimes()
    for change in switches where !change.rest.isEmpty { times.rests[change.at] = change.rest }
    guard let text = times.json else { return }
    file.kept.append(SystemFile.Kept(app: file.app.rawValue, kind: Self.timesKind, id: "", json: text))
  }

  static let idleKind = "switch"
  static let timesKind = "switch-times"
}
