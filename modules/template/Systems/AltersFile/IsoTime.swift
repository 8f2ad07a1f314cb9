import Foundation
import Kit

extension Moment {
  /// A time with its offset (ISO 8601), as a person or another program writes it; nil before 1900, where
  /// calendars differ.
  init?(iso text: String) {
    let whole = Date.ISO8601FormatStyle()
    let fractional = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    guard let date = (try? whole.parse(text)) ?? (try? fractional.parse(text)) else { return nil }
    let milliseconds = (date.timeIntervalSince1970 * 1000).rounded()
    guard (-2_208_988_800_000..<253_402_300_800_000).contains(milliseconds) else { return nil }
    self.init(milliseconds: Int64(milliseconds))
  }
}
