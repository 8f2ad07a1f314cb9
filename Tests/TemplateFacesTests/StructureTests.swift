import Foundation
import HTTPTypes
import Kit
import KitTesting
import Templating
import Testing

@testable import TemplateFaces

/// The faces that ship differ in what their pages are made of, not in colour alone.
@Suite struct StructureTests {
  private static let stage = Stage(
    Settings(data: URL(filePath: "/nonexistent"), home: TestSite.projectFolder))

  private static let person: Value = [
    "name": "Ada", "handle": "ada", "pronouns": "she/her", "color": "336699", "initial": "A",
    "avatar": Value.null,
    "href": Value.null,
  ]
  private static let time: Value = ["iso": "2026-11-23T08:00:00Z", "text": "just now", "title": "today"]
  private static let data: Value = [
    "site": ["name": "Rowhouse"] as Value, "viewer": ["isGuest": true] as Value, "face": Value.null,
    "number": 1, "href": "#1", "id": "post-1", "speaker": person, "time": time, "title": "Bread",
    "replies": 2,
    "last": time, "lastSpeaker": person, "speakers": [person],
    "category": ["name": "Kitchen", "href": "/"] as Value,
  ]

  /// The tags alone, without text and addresses.
  private func skeleton(_ alter: String?, _ template: String) throws -> [String] {
    let libraries = Self.stage.snapshot.libraries(for: alter)
    var failures: [TemplateError] = []
    let bytes = try Self.stage.snapshot.render(
      template, [Self.data], house: "forums", in: libraries, noting: &failures)
    #expect(failures == [])
    return String(decoding: bytes, as: UTF8.self).matches(of: /<[a-z][^>]*>/).map { String($0.output) }
  }

  @Test(arguments: ["layout", "forums/partials/thread-row", "partials/byline"])
  func eachFaceHasItsOwn(template: String) throws {
    let faces = [nil, "seles", "dexen", "yuki", "together"]
    let skeletons = try faces.map { try skeleton($0, template) }
    for (index, skeleton) in skeletons.enumerated() {
      #expect(!skeleton.isEmpty)
      #expect(!skeletons[..<index].contains(skeleton), "\(faces[index] ?? "neutral") \(template)")
    }
  }

  @Test(arguments: ["seles", "dexen", "yuki", "together"])
  func eachFaceKeepsTheLandmarks(alter: String) throws {
    let page = try skeleton(alter, "layout").joined()
    for landmark in ["<header", "<nav", "<main id=\"main\"", "<footer", "class=\"skip-link\""] {
      #expect(page.contains(landmark), "\(landmark)")
    }
  }
}
