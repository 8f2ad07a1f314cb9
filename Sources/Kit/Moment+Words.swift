import Foundation
import Templating

extension Moment {
  /// `2026-11-23T04:22:31Z`
  public var iso: String { iso(calendar) }

  /// `23 November 2026, 04:22 UTC`
  public var long: String { long(calendar) }

  /// `23 November 2026`
  public var day: String { day(calendar) }

  /// "just now", "3 minutes ago", then the day.
  public func ago(from now: Moment) -> String { ago(from: now, calendar) }

  private static let shape = Shape("iso", "text", "title")

  /// What the template `partials/time` shows: `iso`, `text`, `title`.
  public func view(from now: Moment) -> Value {
    let calendar = calendar
    var record = RecordBuilder(Self.shape)
    record.append("iso", iso(calendar))
    record.append("text", ago(from: now, calendar))
    record.append("title", long(calendar))
    return record.value()
  }

  private var calendar: tm {
    var seconds = time_t(milliseconds / 1000)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    return parts
  }

  private func iso(_ t: tm) -> String {
    Lettering.text { line in
      line.write(t.tm_year + 1900, width: 4, "-")
      line.write(t.tm_mon + 1, width: 2, "-")
      line.write(t.tm_mday, width: 2, "T")
      line.write(t.tm_hour, width: 2, ":")
      line.write(t.tm_min, width: 2, ":")
      line.write(t.tm_sec, width: 2, "Z")
    }
  }

  private func long(_ t: tm) -> String {
    Lettering.text { line in
      line.write(day: t)
      line.write(", ")
      line.write(t.tm_hour, width: 2, ":")
      line.write(t.tm_min, width: 2, " UTC")
    }
  }

  private func day(_ t: tm) -> String { Lettering.text { $0.write(day: t) } }

  private func ago(from now: Moment, _ t: tm) -> String {
    let seconds = (now.milliseconds - milliseconds) / 1000
    return switch seconds {
    case ..<45: "just now"
    case ..<3600: Self.count(max(1, seconds / 60), "minute")
    case ..<86_400: Self.count(seconds / 3600, "hour")
    case ..<(14 * 86_400): Self.count(seconds / 86_400, "day")
    default: day(t)
    }
  }

  private static func count(_ number: Int64, _ unit: String) -> String {
    "\(number) \(unit)\(number == 1 ? "" : "s") ago"
  }
}

/// Writes a date's text in one piece: pages show hundreds of them, and an interpolation costs ten times as much.
private struct Lettering {
  private let buffer: UnsafeMutableBufferPointer<UInt8>
  private var length = 0

  static func text(_ write: (inout Lettering) -> Void) -> String {
    // Years have four digits until 9999 and at most eleven after that: every text here has room.
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 48) { buffer in
      var line = Lettering(buffer: buffer)
      write(&line)
      return String(decoding: UnsafeBufferPointer(rebasing: buffer[..<line.length]), as: UTF8.self)
    }
  }

  private init(buffer: UnsafeMutableBufferPointer<UInt8>) { self.buffer = buffer }

  mutating func write(_ text: StaticString) {
    UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[length...])
      .copyMemory(from: UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    length += text.utf8CodeUnitCount
  }

  /// A number with leading zeros, and what stands behind it.
  mutating func write(_ number: CInt, width: Int, _ end: StaticString) {
    write(digitsOf: number.magnitude, width)
    write(end)
  }

  private mutating func write(digitsOf number: UInt32, _ width: Int) {
    if number > 9 || width > 1 { write(digitsOf: number / 10, width - 1) }
    buffer[length] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10)
    length += 1
  }

  mutating func write(day t: tm) {
    write(t.tm_mday, width: 1, " ")
    write(Self.months[Int(t.tm_mon)])
    write(t.tm_year + 1900, width: 1, "")
  }

  private static let months: [StaticString] = [
    "January ", "February ", "March ", "April ", "May ", "June ", "July ", "August ", "September ",
    "October ", "November ", "December ",
  ]
}
