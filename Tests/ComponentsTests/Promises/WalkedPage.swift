import HTTPTypes
import Kit
import KitTesting

@testable import Components

/// One address, as one role sees it.
struct WalkedPage: CustomStringConvertible {
  let pattern: String
  let address: String
  let role: Role
  let answer: Answer

  var description: String { "\(address) for \(role.rawValue)" }
  var keeping: String { answer.response.header(.cacheControl) ?? "" }
  /// Not a part of one, nor a file.
  var isWhole: Bool { answer.text.contains("</html>") }
  /// The same for everybody, and so anybody's to keep.
  var isForEverybody: Bool { ["/robots.txt", "/healthz", "/static/published/:sheet"].contains(pattern) }

  var forms: [WalkedForm] {
    answer.text.matches(of: /(?s)<form ([^>]*)>(.*?)<\/form>/).map {
      WalkedForm(head: String($0.1), body: String($0.2))
    }
  }
}

/// A form as it stands in a page.
struct WalkedForm {
  let head: String
  let body: String

  var isPosted: Bool { head.contains(#"method="post""#) }
  var fields: Set<String> {
    Set(body.matches(of: /<(?:input|select|textarea)[^>]* name="([^"]*)"/).map { String($0.1) })
  }
  /// The inputs for passwords and what takes their place.
  var secrets: [String] {
    body.matches(of: /<input[^>]*>/).map { String($0.0) }.filter {
      $0.contains(/\bname="[^"]*password[^"]*"/)
    }
  }
}

extension WalkedSite {
  /// Every address that answers to GET, for everybody and with all that it may name.
  func pages() throws -> [WalkedPage] {
    try addresses().map { pattern, address, role in
      WalkedPage(
        pattern: pattern, address: address, role: role, answer: test.get(address, as: try reader(role)))
    }
  }

  /// What an address may name is made for it.
  func addresses() throws -> [(pattern: String, address: String, role: Role)] {
    let patterns = Set(test.site.table.filter { $0.route.method == .get }.map(\.route.pattern)).sorted()
    return try Self.roles.flatMap { role in
      let person = try reader(role)
      return try patterns.flatMap { pattern in
        let things = pattern.contains(":") ? Thing.allCases : []
        let addresses =
          things.isEmpty ? [pattern] : try things.compactMap { try address(of: pattern, $0, for: person) }
        return addresses.map { (pattern, $0, role) }
      }
    }
  }
}
