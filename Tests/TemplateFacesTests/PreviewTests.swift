import Components
import Foundation
import HTTPTypes
import Kit
import KitTesting
import Template
import Testing

@testable import TemplateFaces
@testable import TemplateSystems

/// Looking at a draft before others do.
@Suite struct PreviewTests {
  private let site: TestSite
  private let ada: Person
  private let salt: String

  init() throws {
    site = try TestSite()
    ada = try site.admin()
    _ = site.get("/")
    salt = try site.site.template.systems.system.get().salt
    let shelf = FaceShelf("dexen", site.site.template.faces.stage.roots)
    let sheet = try #require(site.site.template.faces.stage.snapshot.sheets["dexen"])
    try shelf.keep(FaceDesign(palette: sheet.palette.named("Tried"), css: ".card { gap: 7px }"))
  }

  private var hash: String {
    get throws {
      try #require(try FaceShelf("dexen", site.site.template.faces.stage.roots).draft()).hash
    }
  }

  private func token(
    _ audience: PreviewToken.Audience = .guest, scheme: Look.Scheme = .auto, in seconds: Int = 600
  ) throws -> String {
    PreviewToken(draft: try hash, audience: audience, scheme: scheme, expires: .now + seconds).signed(salt)
  }

  @Test func theLinkShowsAGuestsPagesInTheDraftToWhoeverHasIt() throws {
    let token = try token(scheme: .dark)
    for person in [nil, ada] {
      let page = site.get("/?preview=\(token)", as: person)
      #expect(page.status == .ok)
      #expect(page.text.contains("class=\"workshop"))
      #expect(page.text.contains("/face/preview.css?preview=\(token)"))
      #expect(page.text.contains("data-scheme=\"dark\""))
      #expect(page.text.contains("Join"))
      #expect(!page.text.contains("Control room"))
    }
    #expect(site.get("/face/preview.css?preview=\(token)").text.contains(".card { gap: 7px }"))
  }

  @Test func itIsKeptByNobodyAndFramedByTheSiteAlone() throws {
    for path in ["/", "/sign-in", "/no-such-page", "/face/preview.css"] {
      let answer = site.get("\(path)?preview=\(try token())", headers: ["Cookie": "flash=good.Saved"])
      #expect(answer.response.headers.filter { $0.name == .cacheControl }.map(\.value) == ["no-store"])
      #expect(answer.response.header(.robots) == "noindex, nofollow")
      #expect(answer.response.header(.preview) == "framed")
      #expect(answer.response.header(.setCookie) == nil)
    }
    let next = site.get("/")
    #expect(!next.text.contains("workshop"))
    #expect(next.response.header(.preview) == nil)
  }

  @Test func aMembersPagesAreForThoseWhoEditFaces() throws {
    let token = try token(.member)
    let david = try site.signUp("david")
    #expect(site.get("/account?preview=\(token)").status == .notFound)
    #expect(site.get("/account?preview=\(token)", as: david).status == .notFound)
    let page = site.get("/account?preview=\(token)", as: ada)
    #expect(page.status == .ok)
    #expect(page.text.contains("ada"))
    #expect(!page.text.contains("Control room"))
    #expect(site.get("/admin/?preview=\(token)", as: ada).status == .forbidden)
  }

  @Test func itEndsAfterAnHourAndWithTheDraft() throws {
    #expect(site.get("/?preview=\(try token(in: -1))").status == .notFound)
    #expect(
      site.get("/?preview=\(try token(in: 3700))").status == .notFound, "signed for longer than there is")
    let token = try token()
    let sheet = try #require(site.site.template.faces.stage.snapshot.sheets["dexen"])
    try FaceShelf("dexen", site.site.template.faces.stage.roots).keep(
      FaceDesign(palette: sheet.palette, css: ""))
    let answer = site.get("/?preview=\(token)")
    #expect(answer.status == .notFound)
    #expect(answer.text.contains("This preview is over"))
  }

  @Test func whatWasTamperedWithIsNoPreview() throws {
    let good = try token()
    let parts = good.split(separator: ".").map(String.init)
    var others = [
      good + "0", String(good.dropLast()), "", ".....", "x", String(repeating: "a", count: 5000),
      PreviewToken(draft: parts[0], audience: .guest, scheme: .auto, expires: .now + 600).signed(
        "another salt"),
    ]
    for (index, part) in ["0000000000000000", "m", "dark", "zzzzzzzzzz", String(repeating: "0", count: 64)]
      .enumerated()
    {
      var changed = parts
      changed[index] = part
      others.append(changed.joined(separator: "."))
    }
    for token in others {
      let answer = site.get("/?preview=\(Percent.encode(token))", as: ada)
      #expect(answer.status == .notFound, "\(token.prefix(80))")
      #expect(answer.response.header(.preview) == nil)
      #expect(site.get("/face/preview.css?preview=\(Percent.encode(token))").status == .notFound)
    }
  }

  @Test func aChangeIsNeverMadeInAPreview() throws {
    let answer = site.post("/sign-out?preview=\(try token())", as: ada)
    #expect(answer.status == .seeOther)
    #expect(answer.response.header(.preview) == nil)
  }

  @Test func theEditorShowsEveryPageInEveryLight() throws {
    _ = site.post("/forums/manage", ["name": "Kitchen"], as: ada)
    _ = site.post("/rtc/rooms/new", ["name": "Hallway", "position": "1"], as: ada)
    for (query, titles) in [
      ("", ["Forums", "A category", "Signing in"]), ("?as=m", ["A room", "Your account"]),
    ] {
      let page = site.get("/admin/faces/dexen/preview\(query)", as: ada).text
      for title in titles + ["Front page", "Nothing here"] {
        #expect(page.contains("<h2>\(title)</h2>"), "\(title)")
      }
      let frames = page.matches(
        of: /<iframe src="([^"]+)" title="([^"]+)" loading="lazy" sandbox="allow-same-origin"/)
      #expect(frames.count >= 20)
      for frame in frames {
        let answer = site.get(String(frame.1).replacing("&amp;", with: "&"), as: ada)
        #expect(answer.response.header(.preview) == "framed", "\(frame.2)")
        #expect(answer.text.contains("/face/preview.css"), "\(frame.2)")
      }
    }
  }

  @Test func textMayBeSeenAtTwiceItsSize() throws {
    let token = try token()
    let page = site.get("/?preview=\(token)&text=200").text
    #expect(page.contains("/face/preview.css?preview=\(token)&amp;text=200"))
    #expect(site.get("/face/preview.css?preview=\(token)&text=200").text.contains("font-size: 200%"))
    #expect(!site.get("/face/preview.css?preview=\(token)").text.contains("font-size: 200%"))
    let frames = site.get("/admin/faces/dexen/preview", as: ada).text
    #expect(frames.contains("Front page, text at 200 %"))
  }

  @Test func theAddressNamesNobody() throws {
    let token = try token()
    #expect(!token.contains("dexen"))
    #expect(!token.lowercased().contains("tried"))
  }
}
