import Components
import Foundation
import HTTPTypes
import Kit
import KitTesting
import Testing

@testable import Admin

@Suite struct HashPlacesTests {
  let folder = FileManager.default.temporaryDirectory.appending(path: "places-\(UUID().uuidString)")

  init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

  @Test(arguments: [(1, 1), (2, 1), (3, 1), (4, 2), (9, 4)])
  func `half of the workers may hash at once, and one more is turned away at once`(workers: Int, most: Int)
    throws
  {
    let places = HashPlaces(Settings(data: folder, home: folder, workers: workers, run: folder))
    func enter(_ depth: Int) throws -> Int {
      do { return try places.hold { try enter(depth + 1) } } catch is Fault { return depth }
    }
    #expect(try enter(0) == most)
    #expect(try enter(0) == most, "a place is free again afterwards")
    try FileManager.default.removeItem(at: folder)
  }

  @Test func `while every place is taken, people are told so and keep what they typed`() throws {
    let site = try TestSite()
    _ = try site.signUp("david")
    let answer = try HashPlaces(site.site.settings).hold {
      (
        site.post("/sign-in", ["name": "david", "password": "correct horse battery"]),
        site.post("/sign-up", ["name": "zoe", "password": "correct horse battery"])
      )
    }
    #expect(answer.0.status == .serviceUnavailable)
    #expect(answer.0.text.contains("Many people are signing in at the moment."))
    #expect(answer.0.text.contains("value=\"david\""))
    #expect(answer.1.text.contains("value=\"zoe\""))
    #expect(
      site.post("/sign-in", ["name": "david", "password": "correct horse battery"]).status == .seeOther)
  }
}
