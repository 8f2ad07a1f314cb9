import Foundation
import Kit

extension Moment {
  /// A time with its offset (ISO 8601), as a person or another program writes it.
  init?(iso text: String) {
    guard let date = try? Date.ISO8601FormatStyle().parse(text) else { return nil }
    self.init(milliseconds: Int64((date.timeIntervalSince1970 * 1000).rounded()))
  }
}
