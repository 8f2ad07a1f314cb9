import Components
import Foundation
import HTTPTypes
import Kit
import KitTesting
import Testing

/// What is done by a form is done by whoever's page it stood on.
@Suite struct FormOwnerTests {
  private let site: TestSite
  private let ann: Person
  private let ben: Person

  init() throws {
    site = try TestSite()
    let ada = try site.admin()
    (ann, ben) = (try site.signUp("ann"), try site.signUp("ben"))
    _ = site.post("/forums/manage", ["name": "Kitchen"], as: ada)
    _ = site.post("/forums/category/1/new", ["title": "Bread", "text": "It rises."], as: ada)
  }

  @Test func `a text that was begun as somebody else comes back, and is posted by nobody`() throws {
    let form = ["text": "Mine alone", "nonce": "7", "speaker": "12", "for": "\(ann.id)"]
    let answer = site.post("/forums/thread/1/reply", form, as: ben)
    #expect(answer.status == .conflict)
    #expect(answer.text.contains("Now it is ben") && answer.text.contains("Mine alone"))
    #expect(!site.get("/forums/thread/1").text.contains("Mine alone"))
  }

  @Test func `one click sends it as whoever is signed in now`() throws {
    let form = [
      "text": "Mine alone", "nonce": "7", "speaker": "12", "speaker-shown": "12", "for": "\(ann.id)",
    ]
    let page = site.post("/forums/thread/1/reply", form, as: ben).text
    #expect(page.contains("Send it as ben") && page.contains("action=\"/forums/thread/1/reply\""))
    #expect(
      page.contains("name=\"for\" value=\"\(ben.id)\"") && page.contains("name=\"speaker\" value=\"0\""))
    #expect(!page.contains("name=\"speaker-shown\""))
    let again = ["text": "Mine alone", "nonce": "7", "speaker": "0", "for": "\(ben.id)"]
    #expect(site.post("/forums/thread/1/reply", again, as: ben).status == .seeOther)
  }

  @Test func `every form of a page says whose it is`() throws {
    let page = site.get("/forums/thread/1", as: ben).text
    #expect(page.contains("<input type=\"hidden\" name=\"for\" value=\"\(ben.id)\" autocomplete=\"off\">"))
    #expect(!site.get("/forums/thread/1").text.contains("name=\"for\""))
  }

  @Test(arguments: [
    "/forums/post/1/vote", "/account/system/front", "/account/reach", "/account/system/speaking",
  ])
  func `whatever a form does, it does not for somebody else`(address: String) throws {
    #expect(site.post(address, ["for": "\(ann.id)", "who": "nobody"], as: ben).status == .conflict)
  }

  @Test func `a form with files says it in its address`() throws {
    let page = site.get("/account/system/edit", as: ben).text
    #expect(page.contains("action=\"/account/system/edit?for=\(ben.id)\""))
    let body = "--x\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nUs\r\n--x--\r\n"
    let answer = site.send(
      "POST", "/account/system/edit?for=\(ann.id)", as: ben, headers: ["Origin": site.site.settings.baseURL],
      body: body, contentType: "multipart/form-data; boundary=x")
    #expect(answer.status == .conflict)
  }

  @Test func `whoever is signed out meanwhile finds the way back, and nobody else sends it`() throws {
    let answer = site.post(
      "/forums/preview?thread=1", ["text": "An hour of work", "for": "\(ann.id)"],
      headers: ["Referer": "\(site.site.settings.baseURL)/forums/thread/1?page=1"])
    #expect(answer.status == .unauthorized)
    #expect(answer.text.contains("/sign-in?next=%2Fforums%2Fthread%2F1%3Fpage%3D1"))
    #expect(answer.text.contains("action=\"/forums/preview?thread=1\""))
    #expect(answer.text.contains("name=\"for\" value=\"\(ann.id)\"") && answer.text.contains("Try again"))
  }

  @Test(arguments: ["https://evil.example/x", "http://localhost:8080.evil.example/x", "//evil.example"])
  func `the way back is one of ours`(referer: String) {
    let answer = site.post("/forums/thread/1/reply", ["text": "Words"], headers: ["Referer": referer])
    #expect(answer.text.contains("href=\"/sign-in?next=%2F\""))
  }

  @Test func `whoever was suspended while they wrote is told so, in a browser that is theirs`() throws {
    let mona = try site.moderator()
    let door = site.post("/sign-in", ["name": "ann", "password": "correct horse battery"])
    let device = try #require(door.response.headers.map(\.value).first { $0.hasPrefix("device=") })
    let cookie = String(device.prefix { $0 != ";" })
    _ = site.post("/admin/users/\(ann.id)/suspend", ["suspend-reason": "Shouting."], as: mona)
    let form = ["text": "An hour of work", "for": "\(ann.id)"]
    let told = site.post("/forums/thread/1/reply", form, headers: ["Cookie": cookie])
    #expect(told.status == .unauthorized && told.text.contains("Your account is suspended"))
    #expect(told.text.contains("An hour of work") && !told.text.contains("Shouting"))
    #expect(!site.post("/forums/thread/1/reply", form).text.contains("suspended"))
  }

  /// Of all templates: a form that changes something names its owner, and no browser fills a hidden field with
  /// what it held on another page.
  @Test func `no template forgets it`() throws {
    // They are for whoever comes, or end what somebody else began.
    let open = [
      "/sign-out", "/face", "/sign-in", "/account/acting/end", "sign-up.mustache", "setup.mustache",
      "reset.mustache", "forgotten.mustache", "come-back.mustache", "mail-confirm.mustache",
    ]
    for file in try Self.templates() {
      let text = try String(contentsOf: file, encoding: .utf8)
      for tag in text.matches(of: /<input type="hidden"[^>]*>/) {
        #expect(tag.output.contains("autocomplete=\"off\""), "\(file.lastPathComponent): \(tag.output)")
      }
      for tag in text.matches(
        of: /<form[^>]*method="post"[^>]*>(?:\{\{\^\w+\}\})?(?:\{\{> partials\/made-for\}\})?/)
      {
        let isNamed = tag.output.contains("made-for") || tag.output.contains("?for={{madeFor}}")
        let isOpen = open.contains { tag.output.contains("action=\"\($0)") || file.lastPathComponent == $0 }
        #expect(isNamed || isOpen, "\(file.lastPathComponent): \(tag.output)")
      }
    }
  }

  private static func templates() throws -> [URL] {
    try ["templates", "modules"].flatMap { folder in
      let root = TestSite.projectFolder.appending(path: folder)
      let names = try FileManager.default.subpathsOfDirectory(atPath: root.path)
      return names.filter { $0.hasSuffix(".mustache") }.map { root.appending(path: $0) }
    }
  }
}
