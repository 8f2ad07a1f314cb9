import Foundation
import HTTPTypes
import Kit

/// A fault as programs read it: the same names as in a refusal of the chat.
struct FaultReport: Encodable {
  let code: String
  let text: String
  /// The same request may succeed later.
  let temp: Bool
  /// After so many milliseconds.
  let retry: Int?

  init(_ fault: Fault) {
    code = Self.codes[fault.status.code] ?? "failed"
    text = FaultPage.sentence(of: fault)
    temp = [429, 503].contains(fault.status.code)
    retry = temp ? (fault.retryAfter ?? 2) * 1000 : nil
  }

  private static let codes = [
    400: "bad_request", 401: "sign_in", 403: "forbidden", 404: "not_found", 405: "wrong_method",
    413: "too_large", 415: "wrong_type", 422: "invalid", 429: "slow_down", 503: "busy",
  ]

  var json: String { get throws { String(decoding: try JSONEncoder().encode(self), as: UTF8.self) } }
}
