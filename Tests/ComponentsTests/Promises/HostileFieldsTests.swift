import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Components

/// Text of every kind is only text: in each field of each form, and in each word of an address.
@Suite struct HostileFieldsTests {
  private let walked: WalkedSite

  init() throws { walked = try WalkedSite() }

  static let hostile = [
    "x' OR '1'='1' --", "\"; DROP TABLE admin_user; --", "%' ESCAPE '\\", "$(reboot)`reboot`|reboot;",
    "%s%n%@",
    "<script>alert(1)</script>", "{{{viewer.name}}}{{> partials/head}}", "../../../../etc/passwd",
    "a\r\nSet-Cookie: session=forged", "\u{202E}\u{0}",
  ]

  @Test(arguments: hostile)
  func `a form takes it as text or refuses it`(text: String) throws {
    let encoded = Percent.encode(text)
    for line in Expectation.read(walkExpectations) where line.route.hasPrefix("POST ") {
      let names = line.form.split(separator: "&").compactMap { $0.split(separator: "=").first }
      guard !names.isEmpty, !line.route.contains("/admin/modules/") else { continue }
      let form = names.map { "\($0)=\(encoded)" }.joined(separator: "&")
      try expectCalm(line.route.dropFirst("POST ".count), "POST", body: form)
    }
    #expect(walked.test.get("/admin/users", as: walked.ada).text.contains("ada"))
  }

  @Test(arguments: hostile)
  func `an address with it is answered calmly`(text: String) throws {
    let asked = [
      "q", "page", "sort", "text", "act", "actor", "target", "from", "to", "alter", "as", "next", "preview",
    ]
    let query = asked.map { "\($0)=\(Percent.encode(text))" }.joined(separator: "&")
    for route in walked.test.site.table.map(\.route) where route.method == .get {
      try expectCalm(route.pattern[...], "GET", query: query)
    }
  }

  private func expectCalm(_ pattern: Substring, _ method: String, query: String = "", body: String? = nil)
    throws
  {
    let admin = try walked.reader(.admin)
    let address =
      pattern.contains(":") ? try walked.address(of: String(pattern), .others, for: admin) : "\(pattern)"
    guard let address, pattern != "/healthz" else { return }
    let answer = walked.test.send(
      method, query.isEmpty ? address : "\(address)?\(query)", as: admin,
      headers: ["Origin": "http://localhost:8080"], body: body)
    #expect(answer.status.code < 500, "\(method) \(address): \(answer.reports)")
    #expect(!answer.text.contains("<script>alert"), "\(method) \(address)")
    #expect(
      answer.response.headers.allSatisfy { !$0.value.contains { $0.isNewline } }, "\(method) \(address)")
  }
}
