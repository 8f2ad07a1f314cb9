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
  func `half of the workers may hash for strangers at once, and one more is turned away`(
    workers: Int, most: Int
  ) throws {
    let places = places(workers)
    func enter(_ depth: Int) throws -> Int {
      do { return try places.hold(for: .stranger(mistakes: 0)) { try enter(depth + 1) } } catch is Fault {
        return depth
      }
    }
    #expect(try enter(0) == most)
    #expect(try enter(0) == most, "a place is free again afterwards")
    try FileManager.default.removeItem(at: folder)
  }

  @Test func `whoever is known has a place that no stranger takes`() throws {
    let (places, stranger) = (places(2), HashPlaces.Caller.stranger(mistakes: 0))
    #expect(try places.hold(for: stranger) { try places.hold(for: .known) { "in" } } == "in")
    #expect(throws: Fault.self) {
      try places.hold(for: stranger) { try places.hold(for: stranger) { "in" } }
    }
    try FileManager.default.removeItem(at: folder)
  }

  @Test func `the more often an address was wrong, the longer a place must have been idle`() throws {
    let places = places(2)
    try places.hold(for: .stranger(mistakes: 0)) {}
    try note(use: 30, endedBefore: 0)
    try places.hold(for: .stranger(mistakes: 2)) {}
    try note(use: 30, endedBefore: 0)
    #expect(throws: Fault.self) { try places.hold(for: .stranger(mistakes: 3)) {} }
    try note(use: 30, endedBefore: 50)
    #expect(throws: Fault.self) { try places.hold(for: .stranger(mistakes: 9)) {} }
    try places.hold(for: .stranger(mistakes: 6)) {}
    try note(use: 30, endedBefore: 91)
    try places.hold(for: .stranger(mistakes: 1000)) {}
    try FileManager.default.removeItem(at: folder)
  }

  private func note(use seconds: Double, endedBefore age: Double) throws {
    let times = [seconds + age, age].map {
      timeval(tv_sec: Int(Date.now.timeIntervalSince1970 - $0), tv_usec: 0)
    }
    #expect(utimes(folder.appending(path: "hash-0.lock").path, times) == 0)
  }

  private func places(_ workers: Int) -> HashPlaces {
    HashPlaces(Settings(data: folder, home: folder, workers: workers, run: folder))
  }

  @Test func `while every place is taken, people are told so and keep what they typed`() throws {
    let site = try TestSite()
    _ = try site.signUp("david")
    let answer = try HashPlaces(site.site.settings).hold(for: .stranger(mistakes: 0)) {
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
