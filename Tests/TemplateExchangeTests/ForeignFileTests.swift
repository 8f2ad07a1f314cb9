import Foundation
import Kit
import Testing

@testable import TemplateExchange

/// Whose file it is.
@Suite struct ForeignFileTests {
  private func fault(_ bytes: [UInt8]) -> String {
    do {
      return try AnyFile.read(bytes).app.title
    } catch { return (error as? FileFault)?.sentence ?? "\(error)" }
  }

  @Test(arguments: [
    (
      "Sheaf",
      #"{"version":"2","system":{"id":"5","name":"S"},"members":[{"id":"1","name":"Ash","description":"d"}],"fronts":[{"id":"f","member_ids":["1"]}],"groups":[],"custom_fields":[],"watch_tokens":[]}"#
    ),
    (
      "PluralSpace",
      #"{"system":{"id":1},"members":[{"id":11,"name":"Ash"}],"fronts":[],"journal_entries":[],"member_groups":[],"custom_fields":[],"media_files":[]}"#
    ),
    (
      "Ampersand",
      #"{"revision":1,"config":{"appPassword":"x"},"database":{"members":[{"uuid":"u"}],"systems":[]}}"#
    ),
    ("Octocon", #"{"user":{"id":"a"},"alters":[{"id":1}],"fronts":[],"tags":[]}"#),
    ("OpenPlural", #"{"openplural_version":"0.1","system":{},"members":[{"id":"m"}]}"#),
  ])
  func `others' exports are told by name, and none is taken for one that we read`(title: String, text: String)
  {
    #expect(fault(Array(text.utf8)).contains("an export of \(title)"))
  }

  @Test(arguments: [
    #"{"members":[]}"#, "[]", "{}", "null", #"{"members":[{"name":"no id"}]}"#, #"{"users":[]}"#,
    #"{"system":{},"members":[{"id":1}]}"#,
  ])
  func `what could be anybody's is nobody's`(text: String) {
    #expect(fault(Array(text.utf8)).hasPrefix("We don't know this kind"))
  }

  @Test func `what is packed, or no export at all, is told as what it is`() {
    #expect(fault([0x1F, 0x8B, 8, 0]).contains("gzip"))
    #expect(fault(Array("\n<!doctype html><html>".utf8)).contains("web page"))
  }

  @Test func `one in another encoding, and one without a history, are read`() throws {
    let text = #"{"version":2,"members":[{"id":"aaaaa","name":"Ash ✨","proxy_tags":[]}]}"#
    #expect(fault(Array(text.utf8)) == "PluralKit")
    #expect(fault(Array("\u{FEFF}\(text)".utf8)) == "PluralKit")
    let wide = try #require(text.data(using: .utf16))
    #expect(try AnyFile.read([UInt8](wide)).alters.map(\.name) == ["Ash ✨"])
    let bigEndian = [0xFE, 0xFF] + [UInt8](try #require(text.data(using: .utf16BigEndian)))
    #expect(try AnyFile.read(bigEndian).alters.map(\.name) == ["Ash ✨"])
  }
}
