import GRDB
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Components

/// What holds for every page, whoever looks at it: all that can be asked for, of a site with one of everything.
@Suite struct EveryPageTests {
  private let pages: [WalkedPage]

  init() throws { pages = try WalkedSite().pages() }

  @Test func `nobody else keeps what was made for somebody`() {
    for page in pages where page.answer.status == .ok && page.role != .guest {
      let keeping = page.keeping
      #expect(keeping.contains("no-store") || keeping.hasPrefix("private") || page.isForEverybody, "\(page)")
    }
  }

  @Test func `what is about an account, or for the control room, no browser keeps either`() {
    let personal = pages.filter { $0.pattern.hasPrefix("/account") || $0.pattern.hasPrefix("/admin") }
    #expect(personal.filter { $0.answer.status == .ok }.count > 100)
    for page in personal where page.answer.status == .ok {
      #expect(page.keeping.contains("no-store"), "\(page): \(page.keeping)")
    }
  }

  @Test func `every answer says what it is, in which alphabet`() {
    for page in pages where !page.answer.bytes.isEmpty {
      let type = page.answer.response.header(.contentType) ?? ""
      #expect(!type.isEmpty, "\(page)")
      #expect(!type.hasPrefix("text/") || type.hasSuffix("; charset=utf-8"), "\(page): \(type)")
    }
  }

  @Test func `whoever is signed in finds the way out on every page`() {
    for page in pages where page.isWhole && page.role != .guest && !page.isForEverybody {
      #expect(page.answer.text.contains(#"action="/sign-out""#), "\(page)")
    }
  }

  /// Words to find something by, and how to show it; what is found may be in one's history and in bookmarks.
  private static let askable: Set = [
    "q", "page", "sort", "state", "alter", "module", "template", "act", "actor", "target", "text", "from",
    "to",
    "days", "day", "range", "group", "role", "house",
  ]

  @Test func `what is typed into a form travels in its body, but for words to find something by`() {
    for page in pages {
      for form in page.forms where !form.isPosted {
        #expect(form.fields.isSubset(of: Self.askable), "\(page): \(form.fields)")
      }
    }
  }

  @Test func `a password is typed unseen, and the browser may fill it in`() {
    let forms = pages.flatMap { page in page.forms.map { (page, $0) } }
    let secrets = forms.flatMap { page, form in form.secrets.map { (page, form, $0) } }
    #expect(secrets.count > 5)
    for (page, form, field) in secrets {
      #expect(form.isPosted && field.contains(#"type="password""#), "\(page): \(field)")
      #expect(!field.contains("onpaste") && !field.contains("readonly"), "\(page): \(field)")
    }
  }

  @Test func `nothing of what the database knows by heart is on a page`() {
    for page in pages {
      let text = page.answer.text
      #expect(!text.contains("$scrypt$") && !text.contains("SQLITE") && !text.contains(".swift:"), "\(page)")
    }
  }

  @Test func `what a browser keeps of a page is good until something changes`() throws {
    let site = try WalkedSite()
    let kept = try site.addresses().filter {
      !$0.pattern.hasPrefix("/account") && !$0.pattern.hasPrefix("/admin")
    }
    var count = 0
    for (_, address, role) in kept where role != .guest {
      let reader = try site.reader(role)
      _ = site.test.get(address, as: reader)  // which may note that it was read
      let tags = (1...2).map { _ in site.test.get(address, as: reader).header(.eTag) }
      #expect(tags[0] == tags[1], "\(address)")
      if tags[0] != nil { count += 1 }
    }
    #expect(count > 50)
  }
}
