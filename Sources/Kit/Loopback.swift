import Foundation

/// The names by which a machine calls itself.
enum Loopback {
  static func isName(_ host: String) -> Bool { ["localhost", "127.0.0.1", "::1"].contains(host) }

  /// The same address by the machine's other name; nil for an address of another host.
  static func twin(of url: String) -> String? {
    let twins = ["localhost": "127.0.0.1", "127.0.0.1": "localhost"]
    guard let host = URL(string: url)?.host(), let twin = twins[host] else { return nil }
    return url.replacing("//\(host)", with: "//\(twin)", maxReplacements: 1)
  }
}
