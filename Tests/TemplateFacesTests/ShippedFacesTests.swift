import Foundation
import Kit
import Template
import TemplateTesting
import Templating
import Testing

@testable import TemplateFaces

/// The faces that ship, as they lie in the folder: no fixture stands between them and the check.
@Suite struct ShippedFacesTests {
  private static let home = URL(filePath: #filePath).appending(path: "../../..").standardized

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: home.appending(path: path), encoding: .utf8)
  }

  @Test(arguments: ["neutral", "seles", "dexen", "yuki", "together", "high-contrast"])
  func everyPaletteAndItsRulesPass(face: String) throws {
    let folder = "modules/template/static/css/alters/\(face)"
    let palette = try Palette(try Self.text("\(folder)/palette.json"), file: face)
    #expect(!palette.name.isEmpty)
    if face != "neutral" { try AlterCss.check(try Self.text("\(folder)/alter.css"), file: face) }
  }

  /// As whole pages: with what stands around what people need there.
  @Test(arguments: ["seles", "dexen", "yuki", "together"])
  func noPageLosesWhatPeopleNeedAndNoRuleHidesIt(face: String) throws {
    let site = try TestFace(try Self.templates())
    let worn = try WornPages(Structure(folder: face), site.module.faces.stage.snapshot.files)
    #expect(!worn.holders.isEmpty)
    let css = try Self.text("modules/template/static/css/alters/\(face)/alter.css")
    try AlterCss.check(css, file: face, holding: worn.holders)
  }

  /// What lies in the data folder is looked at as the editor looks at a draft.
  @Test(arguments: [
    ("", "<div popover>{{> partials/viewer}}</div>", "would lose what people need"),
    (
      ".mine{overflow:hidden}", "<div class='Mine'>{{> partials/viewer}}</div>", "could hide what people need"
    ),
    (".dawn::after{content:'';position:absolute;inset:0}", "{{> partials/viewer}}", "could hide"),
    (".mine{gap:1rem}", "<div class=\"mine\">{{> partials/viewer}}</div>", nil),
  ])
  func filesOfOnesOwnHideNothingEither(css: String, viewer: String, reason: String?) throws {
    let own = "site/modules/template"
    var files = try Self.templates()
    files["\(own)/templates/wren/layout.mustache"] = try Self.text(
      "modules/template/templates/seles/layout.mustache"
    ).replacing("{{> partials/viewer}}", with: viewer)
    files["\(own)/static/css/alters/wren/palette.json"] = try Self.text(
      "modules/template/static/css/alters/seles/palette.json")
    files["\(own)/static/css/alters/wren/alter.css"] = css
    let problems = try TestFace(files).module.faces.stage.problems
    if let reason {
      #expect(problems.contains { $0.reason.contains(reason) }, "\(problems)")
    } else {
      #expect(problems == [])
    }
  }

  /// The neutral face's colours stand in tokens.css, where every page has them, and the same in its palette,
  /// which others begin from.
  @Test func theNeutralColoursPassInBothSchemes() throws {
    let schemes = try Self.text("static/css/tokens.css").matches(of: /color-scheme: (light|dark);([^}]*)}/)
      .map { match in
        Dictionary(
          uniqueKeysWithValues: match.2.matches(of: /--([a-z-]+): (#[0-9a-f]{6});/).map {
            (String($0.1), String($0.2))
          })
      }
    #expect(schemes.count == 3)
    #expect(schemes[1] == schemes[2], "dark by the device and dark by choice are the same")
    let palette = try Palette(
      try Self.text("modules/template/static/css/alters/neutral/palette.json"), file: "neutral")
    for (scheme, colors) in [(Scheme.light, schemes[0]), (.dark, schemes[1])] {
      #expect(palette.colors(scheme).mapValues(\.hex) == colors)
    }
    for scheme in schemes {
      #expect(Set(scheme.keys) == Set(Palette.tokens + DerivedColor.names))
      for pair in Contrast.pairs {
        let front = try #require(scheme[pair.front].flatMap { Color(hex: $0) })
        let back = try #require(scheme[pair.back].flatMap { Color(hex: $0) })
        #expect(Contrast.ratio(front, back) >= pair.least, "\(pair.front) on \(pair.back)")
      }
    }
  }

  /// With every class and colour taken away the faces still differ: their templates do, not their CSS.
  @Test(arguments: ["layout", "partials/byline", "forums/partials/thread-row"])
  func facesDifferByStructure(template: String) throws {
    let shapes = try ["nobody", "seles", "dexen", "yuki"].map { try Self.skeleton(template, fronting: $0) }
    #expect(shapes.allSatisfy { !$0.isEmpty })
    #expect(Set(shapes).count == shapes.count)
  }

  /// The names of elements and the shapes that drawings are made of, nothing else.
  private static func skeleton(_ template: String, fronting slug: String) throws -> String {
    let face = try TestFace(
      try templates(), csv: "alter,fronting,visibility,front_visibility\n\(slug),1,public,public\n")
    let page = try face.module.faces.renderAlter(template, [row], house: "forums", request: face.request())
    let elements = String(decoding: page, as: UTF8.self).matches(of: /<\/?([a-z0-9]+)/).map { String($0.1) }
    return elements.joined(separator: " ")
  }

  private static let speaker: Value = [
    "name": "Ada", "handle": "ada", "pronouns": "she/her", "color": "c0467a", "initial": "A",
    "avatar": Value.null, "href": Value.null,
  ]
  private static let time: Value = ["iso": "2026-11-23T04:22:31Z", "text": "just now", "title": "today"]
  /// What a thread row, a post's byline and a shell show.
  private static let row: Value = [
    "title": "Bread", "href": "/forums/thread/1", "number": 1, "speaker": speaker, "speakers": [speaker],
    "name": "Ada", "initial": "A", "color": "c0467a", "avatar": Value.null, "time": time, "last": time,
    "lastSpeaker": speaker, "edited": Value.null, "replies": 3, "repliesNoun": "replies", "unread": 2,
    "unreadHref": "/forums/thread/1/unread", "category": ["name": "Kitchen", "href": "/forums/category/1"],
    "site": ["name": "Rowhouse"] as Value,
    "face": ["name": "Seles", "fronters": [speaker] as Value] as Value,
  ]

  private static func templates() throws -> [String: String] {
    var files: [String: String] = [:]
    for folder in ["templates", "modules/forums/templates", "modules/template/templates"] {
      let below = try FileManager.default.subpathsOfDirectory(atPath: home.appending(path: folder).path)
      for path in below where path.hasSuffix(".mustache") {
        files["\(folder)/\(path)"] = try text("\(folder)/\(path)")
      }
    }
    return files
  }
}
