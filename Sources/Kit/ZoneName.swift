import Foundation

/// A time zone, however people and other programs call it: by its IANA name in any letters, by an older name that
/// means one zone only, or by an offset. What means more than one, such as `CST`, is none.
public struct ZoneName: Sendable, Equatable {
  /// IANA's name; an offset such as `+05:30` where that has none.
  public let name: String
  public let rules: TimeZone

  public static let utc = ZoneName(name: "UTC", rules: .gmt)

  private init(name: String, rules: TimeZone) { (self.name, self.rules) = (name, rules) }

  public init?(_ written: String) {
    let text = written.trimmingCharacters(in: .whitespaces).replacing(" ", with: "_")
    guard (1...64).contains(text.utf8.count) else { return nil }
    let found = Self.named(text) ?? Self.offset(text)
    guard let found else { return nil }
    self = found
  }

  /// As it is said to people: the signs of `Etc/GMT-2` mean the opposite of what they seem to.
  public var words: String {
    guard name.hasPrefix("Etc/GMT") || name.hasPrefix("+") || name.hasPrefix("-") else { return name }
    return "UTC\(Self.text(of: rules.secondsFromGMT() / 60))"
  }

  /// Those that are offered.
  public static let all = TimeZone.knownTimeZoneIdentifiers.filter { $0.contains("/") }
}

// MARK: - Names

extension ZoneName {
  private static let known = Dictionary(all.map { ($0.lowercased(), $0) }) { first, _ in first }

  private static func named(_ text: String) -> ZoneName? {
    let key = text.lowercased()
    if universal.contains(key) { return .utc }
    let name = links[key] ?? known[key] ?? (text.contains("/") ? inItsLetters(text) : nil)
    return name.flatMap { name in TimeZone(identifier: name).map { ZoneName(name: name, rules: $0) } }
  }

  private static let universal: Set<String> = [
    "utc", "gmt", "z", "zulu", "uct", "universal", "greenwich", "gmt0", "etc/utc", "etc/gmt", "etc/zulu",
    "etc/uct", "etc/universal", "etc/greenwich", "etc/gmt0",
  ]

  /// Some that are not listed are known nevertheless, if they are written as in their list.
  private static func inItsLetters(_ text: String) -> String {
    guard !text.lowercased().hasPrefix("etc/") else { return "Etc/" + text.dropFirst(4).uppercased() }
    guard text == text.lowercased() || text == text.uppercased() else { return text }
    return text.lowercased().split(separator: "/").map { part in
      part.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: "_")
    }.joined(separator: "/").replacing("Us/", with: "US/")
  }

  /// What IANA itself takes these for.
  private static let links: [String: String] = [
    "est": "America/Panama", "mst": "America/Phoenix", "hst": "Pacific/Honolulu",
    "est5edt": "America/New_York",
    "cst6cdt": "America/Chicago", "mst7mdt": "America/Denver", "pst8pdt": "America/Los_Angeles",
    "cet": "Europe/Brussels", "met": "Europe/Brussels", "eet": "Europe/Athens", "wet": "Europe/Lisbon",
    "cuba": "America/Havana", "egypt": "Africa/Cairo", "eire": "Europe/Dublin", "gb": "Europe/London",
    "gb-eire": "Europe/London", "hongkong": "Asia/Hong_Kong", "iceland": "Atlantic/Reykjavik",
    "iran": "Asia/Tehran", "israel": "Asia/Jerusalem", "jamaica": "America/Jamaica", "japan": "Asia/Tokyo",
    "jst": "Asia/Tokyo", "kst": "Asia/Seoul", "libya": "Africa/Tripoli", "nz": "Pacific/Auckland",
    "navajo": "America/Denver", "poland": "Europe/Warsaw", "portugal": "Europe/Lisbon",
    "prc": "Asia/Shanghai",
    "roc": "Asia/Taipei", "rok": "Asia/Seoul", "singapore": "Asia/Singapore", "turkey": "Europe/Istanbul",
  ]
}

// MARK: - Offsets

extension ZoneName {
  /// `+02:00`, `UTC-5`, `GMT+0530`
  private static func offset(_ text: String) -> ZoneName? {
    guard let match = text.uppercased().wholeMatch(of: /(?:UTC|GMT)?([+\-−])(\d{1,2})(?::?(\d\d))?/),
      let hours = Int(match.2), let minutes = Int(match.3 ?? "0"), minutes < 60,
      hours * 60 + minutes <= 14 * 60
    else { return nil }
    return offset(minutes: (match.1 == "+" ? 1 : -1) * (hours * 60 + minutes))
  }

  private static func offset(minutes: Int) -> ZoneName? {
    if minutes == 0 { return .utc }
    let hours = minutes / 60
    if minutes % 60 == 0, (-12...14).contains(hours) {
      return named("Etc/GMT\(hours > 0 ? "-" : "+")\(abs(hours))")
    }
    return TimeZone(secondsFromGMT: minutes * 60).map { ZoneName(name: text(of: minutes), rules: $0) }
  }

  /// `+05:30`
  private static func text(of minutes: Int) -> String {
    let (hours, rest) = (abs(minutes) / 60, abs(minutes) % 60)
    let digits = [hours, rest].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    return (minutes < 0 ? "-" : "+") + digits
  }
}
