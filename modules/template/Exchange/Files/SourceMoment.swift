import Kit

/// Times as files write them.
enum SourceMoment {
  /// Milliseconds as a number, the same in quotes, ISO 8601 (without a zone it is UTC), Firebase's
  /// `{"_seconds":…,"_nanoseconds":…}` with and without the lines, and MongoDB's `{"$date":…}`. nil for anything
  /// else, and for what lies outside of the years 1 to 9999.
  static func read(_ json: JSON) -> Moment? {
    switch json.kind {
    case .number: milliseconds(json.raw)
    case .text: json.text.flatMap { text in milliseconds(text) ?? iso(text)?.moment }
    case .object: (json["$date"] ?? json["$numberLong"]).map(read) ?? seconds(json)
    default: nil
    }
  }

  private static func seconds(_ json: JSON) -> Moment? {
    guard let seconds = (json["_seconds"] ?? json["seconds"])?.integer else { return nil }
    let nanoseconds = (json["_nanoseconds"] ?? json["nanoseconds"])?.integer ?? 0
    guard abs(seconds) < bound / 1000, (0..<1_000_000_000).contains(nanoseconds) else { return nil }
    return Moment(milliseconds: seconds * 1000 + nanoseconds / 1_000_000)
  }

  /// Clocks differ by some seconds: as much later than now is still now.
  static let patience = 60

  private static let bound: Int64 = 253_402_300_800_000

  static func milliseconds(_ text: String) -> Moment? {
    guard let number = Int64(text) ?? Double(text).flatMap({ Int64(exactly: $0.rounded(.down)) }),
      (-62_135_596_800_000..<bound).contains(number)
    else { return nil }
    return Moment(milliseconds: number)
  }

  /// An instant of ISO 8601. `rest` are the digits that stand behind its milliseconds, without zeros at the end.
  static func iso(_ text: String) -> (moment: Moment, rest: String)? {
    var reader = Reader(text: Array(text.utf8))
    return reader.instant()
  }

  private struct Reader {
    let text: [UInt8]
    var position = 0

    init(text: [UInt8]) { self.text = text }

    mutating func instant() -> (moment: Moment, rest: String)? {
      guard let days = date() else { return nil }
      guard position < text.count else { return (Moment(milliseconds: days * 86_400_000), "") }
      guard take("T") || take("t") || take(" "), let seconds = time() else { return nil }
      let fraction = fraction()
      guard let offset = offset(), position == text.count else { return nil }
      let milliseconds = (days * 86_400 + seconds - offset) * 1000 + fraction.milliseconds
      return (Moment(milliseconds: milliseconds), fraction.rest)
    }

    /// Days since 1970 in the calendar that never changed (Howard Hinnant's algorithm).
    private mutating func date() -> Int64? {
      guard let year = number(4), take("-"), let month = number(2), take("-"), let day = number(2),
        (1...9999).contains(year), (1...12).contains(month), (1...length(month, of: year)).contains(day)
      else { return nil }
      let y = month <= 2 ? year - 1 : year
      let era = y / 400
      let yearOfEra = y - era * 400
      let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
      return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private func length(_ month: Int64, of year: Int64) -> Int64 {
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    private mutating func time() -> Int64? {
      guard let hours = number(2), take(":"), let minutes = number(2), hours < 24, minutes < 60 else {
        return nil
      }
      guard take(":") else { return hours * 3600 + minutes * 60 }
      guard let seconds = number(2), seconds <= 60 else { return nil }
      return hours * 3600 + minutes * 60 + seconds
    }

    private mutating func fraction() -> (milliseconds: Int64, rest: String) {
      guard take(".") || take(",") else { return (0, "") }
      let start = position
      while position < text.count, (0x30...0x39).contains(text[position]) { position += 1 }
      let digits = String(decoding: text[start..<position], as: UTF8.self)
      let first = digits.prefix(3)
      var rest = String(digits.dropFirst(3).prefix(9))
      while rest.last == "0" { rest.removeLast() }
      return (Int64(first + String(repeating: "0", count: 3 - first.count)) ?? 0, rest)
    }

    private mutating func offset() -> Int64? {
      if position == text.count || take("Z") || take("z") { return 0 }
      let isWest = take("-")
      guard isWest || take("+"), let hours = number(2), hours < 24 else { return nil }
      _ = take(":")
      let minutes = position < text.count ? number(2) : 0
      return minutes.map { (isWest ? -1 : 1) * (hours * 3600 + $0 * 60) }
    }

    private mutating func number(_ width: Int) -> Int64? {
      guard position + width <= text.count else { return nil }
      var number: Int64 = 0
      for byte in text[position..<(position + width)] {
        guard (0x30...0x39).contains(byte) else { return nil }
        number = number * 10 + Int64(byte - 0x30)
      }
      position += width
      return number
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
      guard position < text.count, text[position] == UInt8(ascii: scalar) else { return false }
      position += 1
      return true
    }
  }

  /// `2026-11-23T04:22:31.123456Z`, as short as it can be said.
  static func text(_ moment: Moment, rest: String = "") -> String {
    let milliseconds = ((moment.milliseconds % 1000) + 1000) % 1000
    let whole = Moment(milliseconds: moment.milliseconds - milliseconds).iso.dropLast()
    let digits = String(milliseconds + 1000).dropFirst() + rest
    let end = digits.lastIndex { $0 != "0" }
    return end.map { "\(whole).\(digits[...$0])Z" } ?? "\(whole)Z"
  }

  /// `YYYY-MM-DD` of the calendar.
  static func isDay(_ text: String) -> Bool { text.utf8.count == 10 && iso(text) != nil }
}
