import Foundation
import Kit
import Testing

/// What stands in a database may have been written by anybody who took a worker over.
@Suite struct PlainNameTests {
  private let folder = URL(filePath: "/data/exports")

  @Test(arguments: ["a.zip", "…", "..a", ".lock", "%2e%2e", "a b"])
  func aNameIsAFileOfItsFolder(name: String) throws {
    #expect(try folder.file(named: name).path == "/data/exports/\(name)")
  }

  @Test(arguments: ["", ".", "..", "/etc/passwd", "../x", "a/b", "a/", "/\u{301}x", "..\u{0}", "a\u{0}/b"])
  func whatLeadsElsewhereIsRefused(name: String) {
    #expect(throws: PlainNameError.self) { try folder.file(named: name) }
  }
}
