import Testing

@testable import Kit

@Suite struct SightTests {
  private let sight = Sight([
    .init("Title", "Bread", field: "title"), .init("Text", "It rises.\nSlowly.", field: "text"),
    .init("Who sees it", "Everyone", wanted: "Members"),
  ])

  private func form(_ text: String) throws -> Form {
    try Form(contentType: "application/x-www-form-urlencoded", body: Array(text.utf8))
  }

  @Test func `what was seen as it stands may be changed`() throws {
    try sight.check(form("saw=\(sight.mark)&title=Rye&text=x"), back: "/")
  }

  @Test func `a form that says nothing of what it showed is a program's`() throws {
    try sight.check(form("title=Rye&text=x"), back: "/")
  }

  @Test func `what was changed meanwhile is told, and only that`() throws {
    let form = try form("saw=other&title=Bread&text=mine")
    let overtaken = #expect(throws: Overtaken.self) { try sight.check(form, back: "/bread") }
    let parts = try #require(overtaken).parts
    #expect(parts.map(\.label) == ["Text", "Who sees it"])
    #expect(parts.map { $0.sent(form) } == ["mine", "Members"])
    #expect(overtaken?.fresh == ["saw": sight.mark] && overtaken?.back == "/bread")
  }

  @Test func `whoever sends what stands there already is in nobody's way`() throws {
    let sight = Sight(Array(sight.parts.prefix(2)))
    try sight.check(form("saw=other&title=Bread&text=It+rises.%0D%0ASlowly.%0D%0A"), back: "/")
  }

  @Test func `parts that lie side by side are told apart`() {
    let (one, other) = (["ab", "c"], ["a", "bc"])
    let marks = [one, other].map { texts in Sight(texts.map { .init("x", $0, field: "x") }).mark }
    #expect(marks[0] != marks[1])
  }
}
