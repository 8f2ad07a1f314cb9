import Templating
import Testing

/// Nothing that a template says makes a process hang, grow or crash.
struct Limits {
  @Test func endlessCallsAreRefusedBeforeRendering() {
    #expect(
      complaint("{{> a}}", with: ["a": "x{{< b}}{{/ b}}", "b": "{{> a}}"])
        == "b:1:1: “a” calls itself without end")
  }

  @Test func recursionEndsWithTheValues() throws {
    let inner: Value = ["name": "b", "children": [] as [Value]]
    let outer: Value = ["name": "a", "children": [inner]]
    #expect(try rendered("{{> a}}", outer, with: ["a": "{{name}}{{#children}}{{> a}}{{/children}}"]) == "ab")
  }

  @Test func recursionWithoutEndStops() {
    let said = complaint("{{> a}}", ["yes": true], with: ["a": "{{#yes}}{{> a}}{{/yes}}"])
    #expect(said == "a:1:9: this lies within more than 250 other tags")
  }

  @Test func indentedRecursionStops() {
    let said = complaint(
      "{{> a}}", ["yes": true], with: ["a": "x\n\t{{> b}}\n", "b": "{{#yes}}\n\t{{> a}}\n{{/yes}}"])
    #expect(said?.hasSuffix("this lies within more than 250 other tags") == true)
  }

  @Test func longChainsStop() {
    let chain = (0..<5000).map { ("t\($0)", "{{> t\($0 + 1)}}") } + [("t5000", "")]
    let said = complaint("{{> t0}}", with: Dictionary(uniqueKeysWithValues: chain))
    #expect(said?.hasSuffix("this lies within more than 250 other tags") == true)
  }

  @Test func emptyWorkIsCounted() {
    let twice = (0..<40).map { ("t\($0)", "{{> t\($0 + 1)}}{{> t\($0 + 1)}}") } + [("t40", "")]
    let said = complaint("{{> t0}}", with: Dictionary(uniqueKeysWithValues: twice))
    #expect(said?.hasSuffix("this page takes more than 4000000 steps") == true)
  }

  @Test func outputIsLimited() throws {
    var library = try library(["main": "{{#list}}0123456789{{/list}}"])
    library.limits.bytes = 1000
    let values: [Value] = [["list": Array(repeating: 1, count: 101)]]
    var output: [UInt8] = [1, 2, 3]
    #expect(throws: TemplateError.self) { try library.render("main", values, into: &output) }
    #expect(output == [1, 2, 3])
  }

  @Test func nestingIsLimited() {
    let open = String(repeating: "{{#a}}", count: 101)
    #expect(complaint(open) == "main:1:601: more than 100 tags lie within one another")
  }

  @Test func longTagsTakeNoTime() {
    let text = String(repeating: "{{#a}}{{/a}}   \t", count: 20_000) + String(repeating: "{", count: 100_000)
    #expect(complaint(text) != nil)
  }
}
